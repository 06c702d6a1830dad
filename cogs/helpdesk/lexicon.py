"""Common English words and the Greek ones that stand for them: schools, universities, libraries, offices, computers.

Each item names English words, "=", and Greek words of which any may stand in an entry. Inflected forms are found by
their stems, so that a verb is given with each of its stems only. An English word stands in one item of one of the
files, and none that is also a Greek word in Latin letters ("pote", "dose"): a Greek question would be misread.
"""

from __future__ import annotations

LEXICON = """
school faculty=σχολείο; teacher educator instructor=εκπαιδευτικός δάσκαλος καθηγητής καθηγήτρια διδάσκων
student pupil learner=μαθητής μαθήτρια φοιτητής φοιτήτρια σπουδαστής; classroom class=τάξη αίθουσα τμήμα
course=μάθημα σεμινάριο κύκλος; lesson subject=μάθημα
seminar webinar workshop=σεμινάριο διαδικτυακό εργαστήριο επιμόρφωση; training=επιμόρφωση κατάρτιση εκπαίδευση
train=επιμόρφωση κατάρτιση εκπαίδευση προπόνηση τρένο; education educational=εκπαίδευση εκπαιδευτικός παιδεία
university college=πανεπιστήμιο ίδρυμα; department=τμήμα; institution institute=ίδρυμα ινστιτούτο; academy=ακαδημία
kindergarten preschool=νηπιαγωγείο προσχολική; primary=πρωτοβάθμια δημοτικό πρωταρχικός
elementary=πρωτοβάθμια δημοτικό; secondary=δευτεροβάθμια γυμνάσιο λύκειο δευτερεύων; vocational=επαγγελματική
headmaster headteacher principal=διευθυντής διευθύντρια; director=διευθυντής διαχειριστής σκηνοθέτης
manager=διευθυντής διαχειριστής; librarian=βιβλιοθηκάριος; library=βιβλιοθήκη; parent=γονέας κηδεμόνας
child kid children five=παιδί; exam examination=εξέταση διαγώνισμα; test=δοκιμή τεστ έλεγχος; quiz=κουίζ τεστ
question=ερώτηση ερώτημα απορία; answer reply response=απάντηση απαντώ; exercise=άσκηση; assignment=εργασία άσκηση
task=εργασία άσκηση καθήκον; homework=εργασία; deadline due=προθεσμία λήξη καταληκτική
submit=υποβολή υποβάλλω παράδοση υπέβαλα; submission=υποβολή υποβάλλω παράδοση; deliver=παράδοση παραδίδω
delivery=παράδοση; grade=βαθμός βαθμολογία; mark=βαθμός βαθμολογία σημάδι; score=βαθμός βαθμολογία σκοράρω
rating rate=ρυθμός βαθμολογία ποσοστό; certificate attestation=βεβαίωση πιστοποιητικό; certification=πιστοποίηση
diploma=δίπλωμα πτυχίο; degree=δίπλωμα πτυχίο βαθμός; badge signal hotspot=σήμα; label=ετικέτα; quality=ποιότητα
prize=βραβείο βραβεύω έπαθλο; award=βραβείο βραβεύω; competition contest=διαγωνισμός
attend=παρακολούθηση παρακολουθώ παρουσία παρευρίσκομαι; attendance=παρακολούθηση παρακολουθώ παρουσία
absence=απουσία; absent=απουσία απών; participant attendee=συμμετέχων; participate participation=συμμετέχω συμμετοχή
join=συμμετέχω εγγραφή μπαίνω ενταχθώ μπω; part=μέρος συμμετέχω κομμάτι
complete=ολοκλήρωση ολοκληρώνω τελειώνω συμπληρώνω πλήρης; completion=ολοκλήρωση ολοκληρώνω τελειώνω
finish=ολοκλήρωση ολοκληρώνω τελειώνω τέλος; end=τέλος λήγω τελειώνω; begin start=αρχίζω ξεκινώ έναρξη αρχή
register=εγγραφή γράφομαι μητρώο; registration enroll enrol enrollment=εγγραφή γράφομαι
sign=εγγραφή υπογραφή σύνδεση σημάδι πινακίδα; signup document=εγγραφή; login=σύνδεση είσοδος συνδεθώ
logout=αποσύνδεση έξοδος; enter=εισαγωγή μπαίνω είσοδος εισέρχομαι; entry=είσοδος συμμετοχή καταχώριση
access=πρόσβαση; account=λογαριασμός; profile=προφίλ; password passphrase=κωδικός συνθηματικό; passcode code=κωδικός
username=χρήστης όνομα; forget forgot forgotten=ξεχνώ ξέχασα; reset=επαναφορά ανάκτηση
recover=επαναφορά ανάκτηση ανάρρωση; lose=χάνω έχασα χάσω ήττα; lost=χάνω έχασα χάθηκε χαμένος
change=αλλαγή αλλάζω μεταβολή; modify edit=επεξεργασία τροποποίηση αλλάζω; update=ενημέρωση ενημερώνω
delete deletion=διαγραφή; remove=διαγραφή αφαίρεση αφαιρώ; save=αποθήκευση σώζω; download=λήψη κατεβάζω κατεβάσω
upload=ανεβάζω ανεβάσω μεταφόρτωση ανέβασμα; file homepage=αρχείο; folder envelope portfolio=φάκελος
photo photograph=φωτογραφία; picture image=εικόνα φωτογραφία; video=βίντεο
record=καταγραφή μαγνητοσκόπηση βιντεοσκόπηση εγγραφή ρεκόρ; sound audio=ήχος; microphone=μικρόφωνο
camera webcam=κάμερα; screen=οθόνη; keyboard keypad=πληκτρολόγιο; button=κουμπί; click=πατώ πατήσω κλικ
press=πατώ πατήσω κλικ τύπος; page=σελίδα; website site=ιστοσελίδα ιστότοπος
web internet online=διαδίκτυο διαδικτυακά ηλεκτρονική; network indicator=δίκτυο; link=σύνδεσμος συνδέω
connect=σύνδεση συνδεθώ συνδεδεμένος; connection logged logging=σύνδεση συνδεθώ; platform=πλατφόρμα αποβάθρα
portal gateway gate=πύλη; tool=εργαλείο; application app=εφαρμογή αίτηση; apply=αίτηση ισχύει; software=λογισμικό
hardware material=υλικό; computer=υπολογιστής; mobile phone telephone smartphone iphone android=τηλέφωνο κινητό
tablet=τάμπλετ χάπι δισκίο; email mail=ηλεκτρονικό ταχυδρομείο μήνυμα; message sms=μήνυμα; send=στέλνω στείλω αποστολή
sent=στέλνω στείλω αποστολή έστειλα στάλθηκε; receive=λαμβάνω λάβω παραλαβή; notification notify=ειδοποίηση ενημέρωση
remind=υπενθύμιση θυμίζω; announcement announce=ανακοίνωση ανακοινώνω; news=νέα ενημερωτικό
newsletter=νέα ενημερωτικό δελτίο; forum=φόρουμ; group team=ομάδα; member membership=μέλος; community=κοινότητα
partner=συνεργάτης εταίρος συνεταίρος σύμπραξη σύντροφος; partnership=συνεργάτης εταίρος συνεταίρος σύμπραξη
collaborate collaboration cooperate cooperation=συνεργασία συνεργάζομαι; colleague coworker=συνάδελφος
friend worksheet=φίλος; invite invitation=πρόσκληση προσκαλώ; project=έργο; idea=ιδέα; plan=σχέδιο σχεδιασμός σχεδιάζω
activity=δραστηριότητα; action=δράση; program programme=πρόγραμμα; schedule=πρόγραμμα ωράριο χρονοδιάγραμμα
timetable=πρόγραμμα ωράριο χρονοδιάγραμμα δρομολόγιο; calendar=ημερολόγιο; event=εκδήλωση γεγονός
meeting=συνάντηση συναντώ; meet=συνάντηση συναντώ γνωρίζω; live=ζωντανά ζωή ζω κατοικώ; hour=ώρα; time=ώρα χρόνος φορά
date=ημερομηνία; day=ημέρα μέρα; week=εβδομάδα εβδομαδιαία; month=μήνας μηνιαία; year annual=έτος χρόνος ετήσια
today=σήμερα; tomorrow=αύριο; yesterday=χθες; now=τώρα; later=αργότερα; early=νωρίς πρώιμος
late lateness=αργά καθυστέρηση; night=νύχτα βράδυ; monday=δευτέρα; tuesday third=τρίτη; wednesday fourth=τετάρτη
thursday fifth=πέμπτη; friday=παρασκευή; saturday=σάββατο; sunday=κυριακή; january=ιανουάριος; february=φεβρουάριος
march=μάρτιος πορεία; april=απρίλιος; june=ιούνιος; july=ιούλιος; august=αύγουστος; september=σεπτέμβριος
october=οκτώβριος; november=νοέμβριος; december=δεκέμβριος; summer=καλοκαίρι; winter=χειμώνας; spring=άνοιξη πηγή
autumn=φθινόπωρο; century=αιώνας; decade=δεκαετία; period era=περίοδος εποχή; age=ηλικία εποχή; two=δύο
three=τρεις τρία; four=τέσσερα; six=έξι; seven=επτά; eight=οκτώ; nine=εννέα; ten=δέκα; twelve=δώδεκα; twenty=είκοσι
hundred=εκατό; thousand=χίλια χιλιάδες; million=εκατομμύριο; billion=δισεκατομμύριο; half=μισό; first=πρώτος
second=δεύτερος δευτερόλεπτο; last=τελευταίος διαρκεί; next=επόμενος; new=νέος καινούριος
old=παλιός ηλικία μεγαλύτερος αρχαιότερος; number=αριθμός πλήθος αρίθμηση; amount=ποσότητα
percent percentage=ποσοστό τοις; free=δωρεάν ελεύθερη; cost price fee=κόστος τιμή χρέωση κοστίζει
charge=χρέωση χρεώνω φορτίο; pay payment=πληρωμή πληρώνω; money=χρήματα λεφτά; fund=χρηματοδότηση οικονομική ταμείο
funding finance financial=χρηματοδότηση οικονομική; budget=προϋπολογισμός; salary wage=μισθός
expensive accurate accuracy=ακριβός; cheap=φθηνός; buy=αγορά αγοράζω αγόρασα; purchase=αγορά αγοράζω
sell=πώληση πουλώ πούλησα; sale=πώληση πουλώ; market=αγορά; trade=εμπόριο; help=βοήθεια χρήσιμος
assist assistance aid assistant=βοήθεια; support=υποστήριξη υποστηρίζω στήριξη
contact communicate communication=επικοινωνία; problem trouble=πρόβλημα θέμα ζήτημα
issue=πρόβλημα θέμα ζήτημα έκδοση εκδίδεται; error mistake=σφάλμα λάθος; wrong mistaken=λάθος
fix=διόρθωση επισκευή σταθερός; repair=διόρθωση επισκευή; work=δουλειά εργασία λειτουργεί δουλεύω εργάζομαι
job=δουλειά εργασία λειτουργεί; open=ανοίγω ανοιχτός άνοιγμα; close=κλείνω κλειστός κοντά κλείσιμο
working works=λειτουργεί δουλεύει; function=λειτουργία συνάρτηση; operate=λειτουργία επιχείρηση χειριστής
operation=λειτουργία επιχείρηση; use=χρήση χρησιμοποιώ χρήστης; usage=χρήση χρησιμοποιώ
create creation make made=δημιουργία φτιάχνω κατασκευή; build=κατασκευή χτίζω χτίστηκε κτίριο
built construct construction=κατασκευή χτίζω χτίστηκε; add=προσθήκη προσθέτω; insert=εισαγωγή
show=εμφάνιση δείχνω εκπομπή παράσταση; display=εμφάνιση δείχνω; see=βλέπω δω προβολή; look=βλέπω δω προβολή κοιτάζω
view=βλέπω δω προβολή άποψη θέα; watch=παρακολουθώ βλέπω ρολόι; find=βρίσκω βρω εύρεση εύρημα
search=αναζήτηση ψάχνω έρευνα; choose choice select=επιλογή επιλέγω διαλέγω; write wrote=γράφω έγραψε
read=διαβάζω ανάγνωση; learn=μαθαίνω μάθηση εκμάθηση έμαθα; learning=μαθαίνω μάθηση εκμάθηση; teach=διδάσκω διδασκαλία
taught=διδάσκω διδασκαλία διδάχτηκε; study=μελέτη σπουδές σπουδάζω διαβάζω; research=έρευνα; researcher=ερευνητής
science scientific=επιστήμη επιστημονική; scientist=επιστήμονας; know=γνωρίζω ξέρω γνώση γνωστός
knowledge=γνωρίζω ξέρω γνώση; understand=καταλαβαίνω κατανόηση κατάλαβα; explain explanation=εξηγώ εξήγηση
describe description=περιγραφή; mean=σημαίνει σημασία έννοια μέσος; meaning=σημαίνει σημασία έννοια
name=όνομα ονομασία ονομάζεται; called=ονομάζεται λέγεται; title=τίτλος; topic=θέμα; word dictionary=λέξη
language=γλώσσα; english=αγγλικά; greek=ελληνικά; french=γαλλικά; german=γερμανικά; italian=ιταλικά; spanish=ισπανικά
latin=λατινικά; translate translation=μετάφραση; skill=δεξιότητα; competence ability=ικανότητα
lab laboratory=εργαστήριο; practice=πρακτική εξάσκηση εξασκούμαι; practical=πρακτική εξάσκηση; method=μέθοδος
methodology=μεθοδολογία; technique technician technical=τεχνική; technology=τεχνολογία; digital=ψηφιακή
resource=πόρος πηγή υλικό; source=πηγή; content=περιεχόμενο; unit=μονάδα ενότητα; module section=ενότητα
chapter=κεφάλαιο; book=βιβλίο; article=άρθρο; text=κείμενο; guide instruction guidebook=οδηγός
rule=κανόνας κυβερνώ κυριαρχία ηγεμόνας; law=νόμος δίκαιο δικηγόρος; regulation=κανονισμός; term=όρος
condition=προϋπόθεση συνθήκη; requirement require=προϋπόθεση απαίτηση απαιτείται; need=χρειάζομαι ανάγκη
required mandatory compulsory obligatory=υποχρεωτική; optional=προαιρετική; allow permit=επιτρέπεται άδεια
permission=επιτρέπεται άδεια δικαίωμα; consent=συγκατάθεση συναίνεση; right=δικαίωμα σωστός δεξιά
eligible=δικαιούχος δικαίωμα επιλέξιμος επιλεξιμότητα; evaluation evaluate assess assessment=αξιολόγηση
criterion criteria=κριτήριο; questionnaire survey=ερωτηματολόγιο έρευνα; result outcome=αποτέλεσμα
success=επιτυχία πετυχαίνω; successful=επιτυχία; fail failure=αποτυχία αποτυγχάνω; pass=περνώ επιτυχία
progress=πρόοδος πορεία; step=βήμα στάδιο; stage=βήμα στάδιο σκηνή; level=επίπεδο; beginner=αρχάριος
advanced=προχωρημένος; role clock=ρόλος; responsible responsibility=υπεύθυνος ευθύνη; coordinator=συντονιστής
ambassador embassy=πρεσβευτής πρέσβης; trainer=επιμορφωτής εκπαιδευτής διευκολυντής προπονητής
facilitator=διευκολυντής επιμορφωτής συντονιστής; administrator admin superuser=διαχειριστής
organise organize=διοργάνωση διοργανώνω οργανώνω; organization organisation=οργανισμός οργάνωση
organizations=οργανισμοί; national=εθνική; european=ευρωπαϊκή ευρώπη; europe=ευρώπη; international=διεθνής
union=ένωση; commission committee=επιτροπή; ministry minister=υπουργείο; service=υπηρεσία; office graphic=γραφείο
centre center central=κέντρο; borrow=δανείζομαι δανεισμός δανειστώ; lend lent=δανείζω δανεισμός; loan=δάνειο δανεισμός
printer=εκτυπωτής; printout=εκτύπωση εκτυπώνω; printing=εκτύπωση εκτυπώνω τυπογραφία; scanner=σαρωτής
scan=σάρωση σαρώνω; photocopy=φωτοτυπία φωτοαντίγραφο; copy=αντίγραφο αντίτυπο; duplicate=διπλότυπο αντίγραφο διπλός
paste=επικόλληση; cut=κόβω περικοπή αποκοπή κοπή; lock=κλειδώνω κλειδαριά κλειδωμένος; unlock=ξεκλειδώνω
block=μπλοκάρω αποκλεισμός; unblock=ξεμπλοκάρω; thesis theses dissertation=διατριβή διπλωματική πτυχιακή
repository=αποθετήριο; archive=αρχείο αρχειοθέτηση; classmate=συμμαθητής; roommate flatmate=συγκάτοικος
swap=ανταλλαγή αλλαγή; exchange=ανταλλαγή ανταλλάσσω; replacement replace=αντικατάσταση αντικαθιστώ
receipt=απόδειξη παραλαβή; invoice=τιμολόγιο; refund=επιστροφή χρημάτων
reimburse reimbursement=αποζημίωση επιστροφή εξόδων; compensation compensate=αποζημίωση
insurance insure=ασφάλιση ασφάλεια ασφαλιστική; visa=βίζα θεώρηση; passport=διαβατήριο; boarding=επιβίβαση οικοτροφείο
itinerary route=δρομολόγιο διαδρομή; flight=πτήση; ticket=εισιτήριο δελτίο; fare=ναύλος κόμιστρο εισιτήριο
luggage baggage suitcase=αποσκευές βαλίτσα; accommodation lodging=διαμονή στέγαση κατάλυμα; hotel=ξενοδοχείο
hostel=ξενώνας; dormitory dorm=εστία κοιτώνας; booking reservation reserve=κράτηση; booked=κράτηση κλείνω
passenger=επιβάτης; departure depart=αναχώρηση; destination=προορισμός; grant=επιχορήγηση υποτροφία χορηγώ
scholarship fellowship=υποτροφία; bursary stipend=υποτροφία επίδομα; allowance=επίδομα
subsidy subsidize subsidise=επιδότηση επιχορήγηση; sponsor sponsorship=χορηγός; donate donation donor=δωρεά δωρητής
tuition=δίδακτρα; installment instalment=δόση; deposit=κατάθεση προκαταβολή εγγύηση; bank=τράπεζα; cash=μετρητά
coin=νόμισμα κέρμα; currency=νόμισμα συνάλλαγμα; euro bandwidth=ευρώ; dollar=δολάριο; pound=λίρα; cent=λεπτό σεντ
debit=χρέωση χρεωστική; credit=πίστωση πιστωτική μονάδα; debt=χρέος οφειλή; owe=οφείλω χρωστώ; fine=πρόστιμο
penalty=ποινή πρόστιμο; discount=έκπτωση; voucher coupon=κουπόνι; bill=λογαριασμός νομοσχέδιο; expense=έξοδο δαπάνη
spend spent=ξοδεύω δαπανώ; expenditure spending=δαπάνη; income=εισόδημα έσοδα; revenue=έσοδα; profit=κέρδος
payroll=μισθοδοσία; paid=πληρώνω πληρωμή πληρωμένος; unpaid=απλήρωτος; payable=πληρωτέος; pension=σύνταξη
retire retirement=συνταξιοδότηση σύνταξη; iban=iban; vat=φπα; afm=αφμ; signature signatory=υπογραφή
signed=υπογράφω υπογεγραμμένος; stamp=σφραγίδα γραμματόσημο; seal=σφραγίδα φώκια; letter=επιστολή γράμμα
postcard sim keycard=καρτ; parcel=δέμα πακέτο; package pack=πακέτο συσκευασία; courier=κούριερ ταχυμεταφορά
postal postage=ταχυδρομικός; upgrade=αναβάθμιση αναβαθμίζω; downgrade=υποβάθμιση
crash=κατάρρευση κολλάει σύγκρουση συντριβή; crashed=κατάρρευση κολλάει σύγκρουση
freeze froze frozen=παγώνω πάγωσε παγωμένος κολλάει; mute=σίγαση; unmute=σίγαση μικρόφωνο; breakout=υποομάδα δωμάτιο
cookie=cookie μπισκότο; extension=επέκταση παράταση; battery=μπαταρία; charger=φορτιστής
projector=προβολέας βιντεοπροβολέας; whiteboard blackboard=πίνακας ασπροπίνακας; headphone headset earphone=ακουστικά
speakers loudspeaker=ηχείο μεγάφωνο; laptop notebook=φορητός λάπτοπ τετράδιο; desktop=επιφάνεια σταθερός
monitor=οθόνη παρακολουθώ; mouse mice=ποντίκι; cursor=δρομέας κέρσορας; cable=καλώδιο; plug=φις βύσμα πρίζα
socket=πρίζα υποδοχή; usb=usb στικάκι; stick=στικάκι ραβδί κολλάω; disk disc=δίσκος; drive=δίσκος οδηγώ οδήγηση
memory=μνήμη θυμάμαι; storage store=αποθήκευση αποθηκευτικός κατάστημα; backup=αντίγραφο ασφαλείας
restore=επαναφορά αποκατάσταση; server=διακομιστής εξυπηρετητής; cloud=σύννεφο νέφος; database=βάση δεδομένων
domain sector=τομέας; host=φιλοξενία οικοδεσπότης; router=δρομολογητής ρούτερ; modem=μόντεμ; vpn=vpn
proxy=διαμεσολαβητής; firewall=τείχος; antivirus=αντιικό αντιβάιρους; virus=ιός
malware spyware ransomware=κακόβουλο ιός; spam junk=ανεπιθύμητη σπαμ; phishing=ηλεκτρονικό ψάρεμα απάτη
hack=χάκερ παραβίαση παραβιάστηκε; breach infringe infringement=παραβίαση; scam fraud=απάτη; fake=ψεύτικος πλαστός
encrypt encryption=κρυπτογράφηση; authenticate authentication authenticator=έλεγχος ταυτότητας αυθεντικοποίηση
authorization authorisation authorize authorise=εξουσιοδότηση; credential=διαπιστευτήρια κωδικός
pin=pin κωδικός καρφίτσα; captcha=captcha; token=token διακριτικό; activate activation=ενεργοποίηση ενεργοποιώ ενεργός
active=ενεργοποίηση ενεργοποιώ ενεργός δραστήριος; deactivate deactivation=απενεργοποίηση
enable=ενεργοποιώ ενεργοποίηση; disable=απενεργοποιώ απενεργοποίηση ανάπηρος; inactive=ανενεργός
expired=λήξη έληξε ληγμένος; renew renewal=ανανέωση ανανεώνω; suspend suspension=αναστολή αναστέλλω
ban=απαγόρευση αποκλεισμός; restrict restriction=περιορισμός περιορίζω; limitation limited=περιορισμός περιορισμένος
refresh reload=ανανέωση επαναφόρτωση; restart reboot=επανεκκίνηση; boot=εκκίνηση μπότα
shut shutdown=κλείνω τερματισμός; load=φόρτωση φορτώνω φορτίο; stuck=κολλάει κόλλησε; buffer=φόρτωση
lag laggy=καθυστέρηση κολλάει; glitch bug=σφάλμα πρόβλημα έντομο; broken=χαλασμένος σπασμένος χάλασε
broke break=σπάω χαλάω διάλειμμα; damage=ζημιά βλάβη; malfunction faulty=βλάβη ελάττωμα ελαττωματικός
fault=βλάβη ελάττωμα ελαττωματικός λάθος; defect defective=ελάττωμα ελαττωματικός
troubleshoot=αντιμετώπιση προβλημάτων; solve solution=λύση επίλυση λύνω; resolve=επίλυση επιλύω
helpdesk=υποστήριξη βοήθεια; maintenance maintain=συντήρηση συντηρώ διατηρώ; outage=διακοπή
compatible compatibility incompatible=συμβατός συμβατότητα; configure configuration config=ρύθμιση διαμόρφωση
setup=ρύθμιση εγκατάσταση; uninstall=απεγκατάσταση; default=προεπιλογή προεπιλεγμένος; preference=προτίμηση
prefer=προτιμώ προτίμηση; customize customise=προσαρμογή; menu=μενού; icon=εικονίδιο εικόνα; toolbar=εργαλειοθήκη
dashboard=πίνακας ελέγχου; tab=καρτέλα; window=παράθυρο; popup=αναδυόμενο; scroll=κύλιση πάπυρος κύλινδρος
zoom=zoom μεγέθυνση; drag=σύρω σέρνω; drop=ρίχνω πτώση σταγόνα; shortcut=συντόμευση; font=γραμματοσειρά
bold=έντονος τολμηρός; italic=πλάγια; underline=υπογράμμιση; highlight=επισήμανση
spreadsheet excel=υπολογιστικό φύλλο; sheet=φύλλο σεντόνι; slide=διαφάνεια παρουσίαση γλιστρώ
slideshow powerpoint=διαφάνεια παρουσίαση; pdf=pdf; zip unzip compress compression=συμπίεση συμπιεσμένος
convert conversion=μετατροπή μετατρέπω; export=εξαγωγή εξάγω; import=εισαγωγή εισάγω
attach attachment=επισύναψη συνημμένο επισυνάπτω; forward=προώθηση προωθώ εμπρός; inbox=εισερχόμενα; outbox=εξερχόμενα
draft=πρόχειρο προσχέδιο ντραφτ; recipient=παραλήπτης; sender=αποστολέας
subscribe subscription=συνδρομή εγγραφή συνδρομητής; unsubscribe=διαγραφή απεγγραφή; alert=ειδοποίηση συναγερμός
feed=ροή ταΐζω; podcast=ποντκαστ; blog=ιστολόγιο μπλογκ; chat=συνομιλία τσατ; thread=συζήτηση νήμα κλωστή
channel=κανάλι; mention=αναφορά αναφέρω; emoji=emoji; reaction react=αντίδραση αντιδρώ; status=κατάσταση
guest=επισκέπτης φιλοξενούμενος καλεσμένος; moderator=συντονιστής διαχειριστής; organiser=διοργανωτής
supervisor=επόπτης επιβλέπων προϊστάμενος; supervise supervision=επίβλεψη εποπτεία
advisor adviser counselor counsellor consultant council=σύμβουλος; secretary grammar=γραμματέας
secretariat registrar registry=γραμματεία μητρώο; receptionist reception=υποδοχή ρεσεψιόν; staff personnel=προσωπικό
clerk=υπάλληλος; boss=αφεντικό προϊστάμενος; chief=αρχηγός επικεφαλής κύριος
chairman chair chairperson=πρόεδρος καρέκλα; deputy=αναπληρωτής βουλευτής
apprentice apprenticeship=μαθητεία μαθητευόμενος; intern internship traineeship trainee=πρακτική άσκηση ασκούμενος
placement=τοποθέτηση πρακτική; professor lecturer tutor=καθηγητής διδάσκων; lecture=διάλεξη μάθημα
tutorial=σεμινάριο οδηγός φροντιστήριο; undergraduate=προπτυχιακός; postgraduate=μεταπτυχιακός
graduate graduation=απόφοιτος αποφοίτηση πτυχιούχος; master=μεταπτυχιακό κύριος αφέντης; masters=μεταπτυχιακό κύριος
bachelor=πτυχίο; doctorate doctoral phd=διδακτορικό; alumni alumnus=απόφοιτος; semester=εξάμηνο; trimester=τρίμηνο
quarter=τρίμηνο τέταρτο; academic=ακαδημαϊκός; campus=πανεπιστημιούπολη; canteen cafeteria=κυλικείο καντίνα
refectory=εστιατόριο λέσχη; gym gymnasium=γυμναστήριο; playground schoolyard yard=αυλή; pupils pupilage=μαθητές
schoolbag backpack=τσάντα σακίδιο; bag=τσάντα σακούλα; pencil=μολύβι; pen=στυλό; eraser=γόμα
ruler=χάρακας ηγεμόνας κυβερνώ κυριαρχία; chalk=κιμωλία; desk=θρανίο γραφείο; textbook=εγχειρίδιο βιβλίο
syllabus curriculum=πρόγραμμα αναλυτικό ύλη; elective=επιλογή; prerequisite=προαπαιτούμενο προϋπόθεση
ects=ects μονάδες; transcript=αναλυτική βαθμολογία; gpa media=μέσος; graded grading marking=βαθμολόγηση βαθμολογώ
retake resit=επανάληψη επανεξέταση; repeat repetition=επανάληψη επαναλαμβάνω; revise revision=επανάληψη αναθεώρηση
cheat=αντιγραφή κλέβω απάτη; plagiarism plagiarise plagiarize=λογοκλοπή; cite citation reference=παραπομπή αναφορά
bibliography=βιβλιογραφία; footnote=υποσημείωση; essay=έκθεση δοκίμιο; report=αναφορά έκθεση
summary summarize summarise=περίληψη σύνοψη; abstract=περίληψη αφηρημένος; paragraph=παράγραφος
sentence=πρόταση ποινή; spell=ορθογραφία; vocabulary=λεξιλόγιο; alphabet=αλφάβητο
pronunciation pronounce oral=προφορά; accent=τόνος προφορά; writing written=γράφω γραπτός; dictation=υπαγόρευση
verbal=λεκτικός προφορικός; literacy=γραμματισμός εγγραμματισμός; literate=εγγράμματος; numeracy arithmetic=αριθμητική
algebra=άλγεβρα; geometry=γεωμετρία; calculate calculation calculator=υπολογίζω υπολογισμός αριθμομηχανή
multiply multiplication=πολλαπλασιασμός; divide division=διαίρεση διαιρώ τμήμα; subtract subtraction=αφαίρεση
sum=άθροισμα; enrolled registered=εγγραφή εγγεγραμμένος; unregister unenroll=διαγραφή αποχώρηση
dropout=εγκατάλειψη διαρροή; expel expulsion=αποβολή; discipline disciplinary=πειθαρχία
behaviour behavior netiquette=συμπεριφορά; behave=συμπεριφορά συμπεριφέρομαι; bully=εκφοβισμός
conduct=διεξαγωγή συμπεριφορά διεξάγω; attending=παρακολούθηση παρακολουθώ; delay=καθυστέρηση καθυστερώ
postpone postponement=αναβολή αναβάλλω; reschedule=αναβολή μετάθεση; extend=παράταση επέκταση παρατείνω
prolong=παράταση; excuse=δικαιολογία; justify justification=δικαιολόγηση αιτιολόγηση; truancy=αδικαιολόγητη απουσία
holiday vacation=διακοπές αργία; recess=διάλειμμα; weekend=σαββατοκύριακο; midday noon=μεσημέρι; midnight=μεσάνυχτα
tonight=απόψε βράδυ; daily=καθημερινά ημερήσια; minute=λεπτό; christmas=χριστούγεννα; easter=πάσχα
carnival=απόκριες καρναβάλι; anniversary=επέτειος; birthday=γενέθλια; excursion=εκδρομή; field=πεδίο χωράφι τομέας
camp=κατασκήνωση στρατόπεδο; nursery=βρεφονηπιακός παιδικός; enlist=κατατάσσομαι εγγραφή
applicant candidate=υποψήφιος αιτών; candidacy nomination nominate=υποψηφιότητα; interview=συνέντευξη
resume=βιογραφικό; recruit recruitment=πρόσληψη στρατολόγηση; hire=πρόσληψη προσλαμβάνω ενοικίαση
fire=απόλυση φωτιά πυρκαγιά; dismiss dismissal=απόλυση απολύω; resign resignation=παραίτηση παραιτούμαι
promotion promote=προαγωγή προώθηση προωθώ; vacancy vacant=κενή θέση; occupation=επάγγελμα κατοχή
profession=επάγγελμα; freelance=ελεύθερος επαγγελματίας; employer=εργοδότης; employ=απασχολώ εργοδότης
jobless unemployed=άνεργος; shift=βάρδια μετατόπιση; overtime=υπερωρία; workload=φόρτος; workplace=εργασία χώρος
contract=σύμβαση συμβόλαιο; clause=ρήτρα όρος; appointment=ραντεβού διορισμός; appoint=διορίζω διορισμός
duty=καθήκον υπηρεσία; queue=ουρά; available availability=διαθέσιμος διαθεσιμότητα; unavailable=διαθέσιμος
loaned borrowing=δανεισμός; overdue=εκπρόθεσμος καθυστέρηση; bookshelf shelf ramp=ράφι; ebook=ηλεκτρονικό βιβλίο
catalogue catalog roster=κατάλογος; isbn=isbn; interlibrary=διαδανεισμός; reader=αναγνώστης αναγνωστήριο
renewing=ανανέωση; journal=περιοδικό ημερολόγιο; publisher=εκδότης; edition=έκδοση; quiet=ήσυχος
identity identification=ταυτότητα αναγνώριση; surname=επώνυμο επίθετο; nickname=παρατσούκλι ψευδώνυμο προσωνύμιο
avatar=άβαταρ εικόνα; bearer holder=κάτοχος; owner=ιδιοκτήτης κάτοχος; own ownership=κατέχω ιδιοκτησία δικός
citizen citizenship=πολίτης υπηκοότητα ιθαγένεια; nationality=υπηκοότητα εθνικότητα
resident residence residency=κάτοικος κατοικία διαμονή; permits licence license=άδεια; custody=επιμέλεια
guardian=κηδεμόνας; submitted=υποβολή υποβάλλω υπέβαλα; resubmit=υποβολή ξανά; sending=αποστολή στέλνω
received receiving=λαμβάνω έλαβα παραλαβή; fill=συμπληρώνω γεμίζω συμπλήρωση
completed=ολοκλήρωση ολοκληρώνω συμπληρώνω πλήρης; incomplete=ελλιπής ημιτελής; missing=λείπει ελλιπής αγνοούμενος
blank=κενός; form=φόρμα έντυπο μορφή; checkbox tick=πλαίσιο επιλέγω; correct correction=διόρθωση διορθώνω σωστός
incorrect=λάθος εσφαλμένος; invalid=άκυρος; void=άκυρος κενός; mismatch=ασυμφωνία; match=αντιστοιχία αγώνας ταιριάζω
appeal=έφεση προσφυγή έκκληση; complaint complain=παράπονο καταγγελία παραπονιέμαι
objection object=ένσταση αντίρρηση αντικείμενο; feedback=ανατροφοδότηση σχόλια
review=αξιολόγηση ανασκόπηση κριτική εξέταση; reviewer=αξιολογητής κριτής; remark=παρατήρηση
notice=ανακοίνωση προειδοποίηση παρατηρώ; warn=προειδοποίηση προειδοποιώ; caution attention=προσοχή
urgent urgency=επείγον επειγόντως; emergency=έκτακτη ανάγκη; important=σημαντικός σημασία
inform=ενημερώνω πληροφορώ ενημέρωση; advise advice=συμβουλή συμβουλεύω; tip=συμβουλή φιλοδώρημα
recommend recommendation=σύσταση συστήνω προτείνω; guideline=οδηγία κατευθυντήριες
guidance=καθοδήγηση προσανατολισμός; manual handbook=εγχειρίδιο οδηγός; faq=ερωτήσεις συχνές; wizard=οδηγός μάγος
demo=επίδειξη δοκιμή; demonstrate demonstration=επίδειξη διαδήλωση; trial=δοκιμή δίκη; sample specimen=δείγμα
template=πρότυπο υπόδειγμα; certify=πιστοποιώ πιστοποιημένος βεβαίωση; accredit accreditation=διαπίστευση πιστοποίηση
qualify qualification=προσόν; equivalence equivalent=ισοτιμία ισοδύναμος
recognise recognize recognition=αναγνώριση αναγνωρίζω; validate validation=επικύρωση επαλήθευση; verified=επαλήθευση
ratify=επικυρώνω; notary=συμβολαιογράφος; translator=μεταφραστής διερμηνέας
interpreter=μεταφραστής διερμηνέας ερμηνεία; translated=μετάφραση μεταφράζω; declaration=δήλωση δηλώνω διακήρυξη
declare=δήλωση δηλώνω διακήρυξη κηρύσσω; statement=δήλωση; solemn=υπεύθυνη; affidavit=ένορκη; decree=διάταγμα
circular=εγκύκλιος κυκλικός; protocol=πρωτόκολλο; minutes=πρακτικά λεπτά; agenda=ατζέντα ημερήσια
session=συνεδρία σύνοδος; assembly=συνέλευση; board=συμβούλιο πίνακας; branch=κλάδος υποκατάστημα
agency=υπηρεσία οργανισμός πρακτορείο; authority=αρχή εξουσία
administration administrative=διοίκηση διοικητική διαχείριση; manage management=διαχείριση διαχειρίζομαι διοίκηση
handle=χειρισμός χειρίζομαι χερούλι; handling=χειρισμός χειρίζομαι; coordinate coordination=συντονισμός συντονίζω
delegate delegation=αντιπροσωπεία ανάθεση; assign=ανάθεση αναθέτω; allocate allocation=κατανομή
distribute distribution=διανομή κατανομή; provide=παρέχω παροχή; offer=προσφέρω προσφορά; supply=προμήθεια παροχή
order=παραγγελία σειρά διαταγή; ordered=παραγγέλνω παραγγελία διαταγή; equipment=εξοπλισμός
device appliance gadget=συσκευή; call=κλήση καλώ τηλεφωνώ; dial=καλώ κλήση; ring rang=χτυπώ κουδούνι δαχτυλίδι
bell=κουδούνι καμπάνα; hotline=γραμμή; voicemail=τηλεφωνητής; volume=ένταση όγκος τόμος; loud=δυνατά
noise noisy=θόρυβος; silent silence=σιωπή αθόρυβος; hear=ακούω; listen=ακούω ακρόαση; voice=φωνή; blurry=θολός
stream=ροή μετάδοση ρεύμα ρέμα; streaming=ροή μετάδοση ρεύμα
teleconference videoconference videocall=τηλεδιάσκεψη βιντεοκλήση; remote=εξ αποστάσεως απομακρυσμένος
distance=απόσταση; virtual=εικονικός; hybrid=υβριδικός; asynchronous=ασύγχρονη; synchronous=σύγχρονη
mooc elearning=ηλεκτρονική μάθηση μάθημα; moodle=moodle; eclass=eclass; interactive=διαδραστικός
interact interaction=αλληλεπίδραση; brainstorm=καταιγισμός; debate=συζήτηση αντιπαράθεση; icebreaker=γνωριμία
deliverable=παραδοτέο; milestone=ορόσημο; timeline=χρονοδιάγραμμα; objective=στόχος σκοπός αντικειμενικός
output=αποτέλεσμα έξοδος παραγωγή; dissemination disseminate=διάδοση διάχυση
sustainability sustainable=βιωσιμότητα βιώσιμος αειφορία; mobility=κινητικότητα; erasmus=erasmus
consortium=κοινοπραξία; beneficiary=δικαιούχος ωφελούμενος; audit auditor=έλεγχος ελεγκτής
accounting accountant=λογιστική; procurement=προμήθεια διαγωνισμός; tender=προμήθεια διαγωνισμός τρυφερός
eligibility=επιλέξιμος δικαιούχος επιλεξιμότητα; disadvantage=μειονέκτημα; disadvantaged=μειονεκτών; refugee=πρόσφυγας
minority=μειονότητα; autism autistic=αυτισμός; dyslexia dyslexic=δυσλεξία; wheelchair=αμαξίδιο; deaf=κωφός
blind=τυφλός; impairment=αναπηρία μειωμένη; accessible accessibility=προσβάσιμος προσβασιμότητα
subtitle caption=υπότιτλος λεζάντα; transcription=απομαγνητοφώνηση; elevator lift=ασανσέρ ανελκυστήρας σηκώνω
stairs staircase=σκάλα; corridor=διάδρομος; entrance=είσοδος; exit=έξοδος; toilet restroom lavatory=τουαλέτα
locker=ντουλάπι; cupboard cabinet=ντουλάπι υπουργικό; drawer=συρτάρι; furniture=έπιπλα; lamp=λάμπα; bulb=λάμπα βολβός
heating heater=θέρμανση; park=πάρκινγκ στάθμευση πάρκο; bus=λεωφορείο; minibus coach=λεωφορείο προπονητής; taxi=ταξί
bicycle cycling=ποδήλατο ποδηλασία; motorcycle motorbike=μοτοσικλέτα; metro subway=μετρό; tram=τραμ
commute=μετακίνηση; key=κλειδί πλήκτρο; barcode=γραμμωτός; wallet=πορτοφόλι; umbrella=ομπρέλα
uniform=στολή ομοιόμορφος; stolen stole steal=κλέβω κλάπηκε κλοπή έκλεψαν; theft thief=κλοπή κλέφτης
found=βρίσκω βρέθηκε ιδρύθηκε ίδρυση; chose chosen=επιλέγω επέλεξα διάλεξα επιλογή
choosing=επιλέγω επέλεξα διάλεξα επιλογή διαλέγω; kept=κρατώ κράτησα; misplaced mislaid=χάνω έχασα
gdpr=gdpr δεδομένων; confidential confidentiality=εμπιστευτικός απόρρητο; anonymous anonymity=ανώνυμος
anonymize anonymise=ανωνυμοποίηση; disclose disclosure=αποκάλυψη γνωστοποίηση; terms=όροι; disclaimer=αποποίηση
compliance=συμμόρφωση; comply=συμμόρφωση συμμορφώνομαι; violation violate=παραβίαση παραβιάζω
lawful legal=νόμιμος νομική; illegal unlawful=παράνομος; legislation=νομοθεσία; duplicated=διπλός διπλότυπο
erase=σβήνω διαγραφή; overwrite=αντικατάσταση; undo=αναίρεση; redo=επανάληψη; recycle=ανακύκλωση
bin trash=κάδος απορριμμάτων; garbage rubbish=σκουπίδια απορρίμματα
sync synchronize synchronise synchronization synchronisation=συγχρονισμός συγχρονίζω; offline=σύνδεση εκτός
automatic automatically=αυτόματα; manually=χειροκίνητα; timezone=ώρα ζώνη; countdown=αντίστροφη μέτρηση
timer=χρονόμετρο; bookmark=σελιδοδείκτης; filter=φίλτρο φιλτράρω; sort=ταξινόμηση είδος τύπος
programming programmer coding=προγραμματισμός προγραμματιστής; developer=προγραμματιστής; robot robotics=ρομπότ
artificial=τεχνητός; intelligence=νοημοσύνη πληροφορίες; chatbot=chatbot ρομπότ; informatics=πληροφορική
ict=τπε πληροφορική; computing=πληροφορική υπολογιστική; pixel=πίξελ; resolution=ανάλυση ψήφισμα επίλυση
animation animated=κινούμενα; multimedia=πολυμέσα; editor=συντάκτης επεξεργαστής; editing=επεξεργασία
crop=περικοπή σοδειά καλλιέργεια; thumbnail=μικρογραφία; users=χρήστης; pickup=παραλαβή; pick=επιλέγω παραλαβή διαλέγω
seat=θέση κάθισμα; target=στόχος; background=υπόβαθρο φόντο; agent=πράκτορας εκπρόσωπος
executive=στέλεχος εκτελεστικός; senior=ανώτερος; junior=κατώτερος; net=καθαρός δίχτυ; gross=μεικτός ακαθάριστος
bargain=ευκαιρία παζάρι; savings=αποταμίευση; transaction=συναλλαγή; atm=ατμ; remittance=έμβασμα
wire=έμβασμα καλώδιο σύρμα; prepaid=προπληρωμένος; surcharge=επιβάρυνση; waive=απαλλαγή; nonrefundable=επιστρέφεται
balance=υπόλοιπο ισορροπία; mode=λειτουργία; switch=διακόπτης αλλαγή; launch=εκκίνηση ξεκινώ εκτόξευση
quote quotation=παράθεση απόσπασμα προσφορά; index=ευρετήριο δείκτης; identifier=αναγνωριστικό
identify=ταυτοποίηση αναγνωρίζω; context=πλαίσιο συμφραζόμενα; scope=εμβέλεια σκοπός; range=εύρος φάσμα; phase=φάση
factor=παράγοντας; advance=προκαταβολή πρόοδος; commit commitment=δέσμευση; entitle entitlement=δικαίωμα δικαιούμαι
enforce enforcement=επιβολή; scheme=σχέδιο πρόγραμμα; framework=πλαίσιο; seminarist=επιμορφούμενος
trainees=επιμορφούμενος ασκούμενος; cohort=ομάδα τμήμα; intake=εισαγωγή πρόσληψη; convention=σύμβαση συνέδριο
pitch=γήπεδο παρουσίαση; poster=αφίσα; leaflet brochure flyer handout=φυλλάδιο; banner=πανό αφίσα; mascot=μασκότ
slogan=σύνθημα; motto=ρητό σύνθημα; bulletin=δελτίο; gazette=εφημερίδα φεκ; magazine=περιοδικό; playback=αναπαραγωγή
rewind=επιστροφή; transcode=μετατροπή; screenshot=στιγμιότυπο οθόνης; screencast=καταγραφή οθόνης
fullscreen=πλήρης οθόνη; brightness=φωτεινότητα; contrast=αντίθεση; portrait=προσωπογραφία πορτρέτο κατακόρυφος
toner=τόνερ μελάνι; ink=μελάνι; cartridge=μελάνι κασέτα; staple=συρραπτικό; scissors=ψαλίδι; notepad=σημειωματάριο
binder=κλασέρ ντοσιέ; ethernet=ενσύρματο δίκτυο; wired=ενσύρματο; bluetooth=bluetooth
adapter adaptor=προσαρμογέας μετασχηματιστής; hdmi=hdmi; touchscreen=αφή οθόνη; touchpad=επιφάνεια αφή
webmail=ταχυδρομείο ηλεκτρονικό; mailbox=γραμματοκιβώτιο θυρίδα ταχυδρομείο; quota=όριο ποσόστωση
gigabyte megabyte=χωρητικότητα; capacity=χωρητικότητα ικανότητα; sso=σύνδεση; permissions=δικαίωμα άδεια
policy=πολιτική; cyberbullying=εκφοβισμός διαδικτυακός; cyber cybersecurity=κυβερνοασφάλεια ασφάλεια; blur=θόλωμα
likes=αρέσει; follower=ακόλουθος; influencer=επιρροή; tweet=ανάρτηση; facebook=φέισμπουκ; rubric=ρουμπρίκα κριτήριο
peer=ομότιμος συνομήλικος; mentee=καθοδηγούμενος; mentoring coaching=καθοδήγηση; observer=παρατηρητής
invigilator proctor=επιτηρητής; examiner=εξεταστής; examinee=εξεταζόμενος; supervisory=εποπτικός
evaluator assessor=αξιολογητής; valedictorian=αριστούχος; honours=διάκριση τιμή; distinction=διάκριση; merit=αξία
seminars=σεμινάριο; kindergartener toddler=νήπιο; schoolchildren schoolboy schoolgirl=μαθητής μαθήτρια
homeschooling=σπίτι εκπαίδευση; afterschool=ολοήμερο; daycare=παιδικός σταθμός; carpool=συνεπιβατισμός
layover stopover=ανταπόκριση ενδιάμεσος; checkin=άφιξη έλεγχος; checkout=αναχώρηση ταμείο; porter=θυρωρός
janitor caretaker=επιστάτης θυρωρός; cleaner=καθαρίστρια; hike=πεζοπορία; picnic=πικνίκ
interpretation interpret=διερμηνέας ερμηνεία; vaccination=εμβολιασμός εμβόλιο; clearance=εκκαθάριση άδεια
clear=σαφής καθαρός; apostille=επισημείωση; legalize legalise legalisation=επικύρωση νομιμοποίηση
enclose=συνημμένο εσωκλείω; respondent=ερωτώμενος; ballot=ψηφοφορία δημοσκόπηση; vote=ψήφος ψηφίζω ψηφοφορία εκλογή
voting=ψήφος ψηφίζω ψηφοφορία; petition=αίτηση υπογραφή; crowdfunding=χρηματοδότηση; fundraiser fundraising=έρανος
raffle lottery=κλήρωση λαχείο; draw=κλήρωση ζωγραφίζω σχεδιάζω σχέδιο ισοπαλία; bet=στοίχημα; awardee=βραβευμένος
runner=δρομέας
"""
