"""Common English words and the Greek ones that stand for them, those of schools and computers first.

Each item names English words, "=", and Greek words of which any may stand in an entry. Inflected forms are found by
their stems, so that a verb is given with each of its stems only.
"""

from __future__ import annotations

LEXICON = """
school=σχολείο σχολική σχολεία
teacher educator instructor=εκπαιδευτικός δάσκαλος δασκάλα καθηγητής καθηγήτρια διδάσκων
student pupil learner=μαθητής μαθήτρια φοιτητής φοιτήτρια σπουδαστής; classroom class=τάξη αίθουσα τμήμα
course=μάθημα σεμινάριο κύκλος; lesson subject=μάθημα
seminar webinar workshop=σεμινάριο διαδικτυακό εργαστήριο επιμόρφωση; training train=επιμόρφωση κατάρτιση εκπαίδευση
education educational=εκπαίδευση εκπαιδευτικός παιδεία; university college=πανεπιστήμιο ίδρυμα; department=τμήμα
faculty=σχολή; institution institute=ίδρυμα ινστιτούτο; academy=ακαδημία
kindergarten preschool=νηπιαγωγείο προσχολική; primary elementary=πρωτοβάθμια δημοτικό
secondary=δευτεροβάθμια γυμνάσιο λύκειο; vocational=επαγγελματική
headmaster headteacher principal=διευθυντής διευθύντρια; director manager=διευθυντής διαχειριστής
librarian=βιβλιοθηκάριος; library=βιβλιοθήκη; parent=γονέας γονείς κηδεμόνας; child kid children=παιδί
exam examination=εξέταση διαγώνισμα; test=δοκιμή τεστ έλεγχος; quiz=κουίζ τεστ; question=ερώτηση ερώτημα απορία
answer reply response=απάντηση απαντώ; exercise=άσκηση; assignment task=εργασία άσκηση; homework=εργασία
deadline due=προθεσμία λήξη καταληκτική; submit submission=υποβολή υποβάλλω παράδοση; deliver delivery=παράδοση
grade mark score=βαθμός βαθμολογία; rating rate=ρυθμός βαθμολογία ποσοστό
certificate attestation=βεβαίωση πιστοποιητικό; certification=πιστοποίηση; diploma degree=δίπλωμα πτυχίο; badge=σήμα
label=ετικέτα; quality=ποιότητα; prize award=βραβείο βραβεύω; competition contest=διαγωνισμός
attend attendance=παρακολούθηση παρακολουθώ παρουσία; absence absent=απουσία; participant=συμμετέχων
participate participation=συμμετέχω συμμετοχή; join=συμμετέχω εγγραφή μπαίνω ενταχθώ; part=μέρος συμμετέχω
complete completion finish=ολοκλήρωση ολοκληρώνω τελειώνω; end=τέλος λήγω τελειώνω
begin start=αρχίζω ξεκινώ έναρξη αρχή; register registration enroll enrol enrollment=εγγραφή εγγράφομαι γράφομαι
sign=εγγραφή υπογραφή σύνδεση; signup=εγγραφή; login logon=σύνδεση είσοδος συνδεθώ; logout=αποσύνδεση έξοδος
enter=εισαγωγή μπαίνω είσοδος; entry=είσοδος συμμετοχή καταχώριση; access=πρόσβαση; account=λογαριασμός
profile=προφίλ; password passcode=κωδικός; username user=χρήστης; code=κωδικός; forget forgot=ξεχνώ ξέχασα
reset recover=επαναφορά ανάκτηση; lose lost=χάνω έχασα; change=αλλαγή αλλάζω
modify edit=επεξεργασία τροποποίηση αλλάζω; update=ενημέρωση ενημερώνω; delete remove=διαγραφή
save=αποθήκευση αποθηκεύω; download=λήψη κατεβάζω κατεβάσω; upload=ανεβάζω ανεβάσω μεταφόρτωση; file=αρχείο
document=έγγραφο; folder=φάκελος; photo photograph=φωτογραφία; picture image=εικόνα φωτογραφία; video=βίντεο
recording record=καταγραφή μαγνητοσκόπηση βιντεοσκόπηση εγγραφή ρεκόρ; sound audio=ήχος; microphone=μικρόφωνο
camera=κάμερα; screen=οθόνη; keyboard=πληκτρολόγιο; button=κουμπί; click press=πατώ πατήσω κλικ; page=σελίδα
website site=ιστοσελίδα ιστότοπος; web internet online=διαδίκτυο διαδικτυακά ηλεκτρονική; network=δίκτυο
link=σύνδεσμος; connect connection=σύνδεση συνδεθώ; platform=πλατφόρμα; portal gateway=πύλη; tool=εργαλείο
application app=εφαρμογή αίτηση; apply=αίτηση ισχύει; software=λογισμικό; hardware=υλικό; computer=υπολογιστής
mobile phone telephone=τηλέφωνο κινητό; tablet=τάμπλετ; email mail=ηλεκτρονικό ταχυδρομείο μήνυμα; message=μήνυμα
send sent=στέλνω στείλω αποστολή; receive=λαμβάνω λάβω παραλαβή; notification notify=ειδοποίηση ενημέρωση
reminder remind=υπενθύμιση θυμίζω; announcement announce=ανακοίνωση ανακοινώνω; news newsletter=νέα ενημερωτικό
forum=φόρουμ; group team=ομάδα; member membership=μέλος; community=κοινότητα
partner partnership=συνεργάτης εταίρος συνεταίρος σύμπραξη
collaborate collaboration cooperate cooperation=συνεργασία συνεργάζομαι; colleague=συνάδελφος; friend=φίλος
invite invitation=πρόσκληση προσκαλώ; project=έργο; idea=ιδέα; plan=σχέδιο σχεδιασμός; activity=δραστηριότητα
action=δράση; program programme=πρόγραμμα; schedule timetable=πρόγραμμα ωράριο χρονοδιάγραμμα; calendar=ημερολόγιο
event=εκδήλωση γεγονός; meeting meet=συνάντηση συναντώ; live=ζωντανά ζωή ζω; hour=ώρα; time=ώρα χρόνος φορά
date=ημερομηνία; day=ημέρα μέρα; week weekly=εβδομάδα εβδομαδιαία; month monthly=μήνας μηνιαία
year annual=έτος χρόνος χρονιά ετήσια; today=σήμερα; tomorrow=αύριο; yesterday=χθες; now=τώρα; later=αργότερα
early=νωρίς πρώιμος; late=αργά; morning=πρωί; evening=βράδυ απόγευμα; night=νύχτα βράδυ; monday=δευτέρα; tuesday=τρίτη
wednesday=τετάρτη; thursday=πέμπτη; friday=παρασκευή; saturday=σάββατο; sunday=κυριακή; january=ιανουάριος
february=φεβρουάριος; march=μάρτιος πορεία; april=απρίλιος; june=ιούνιος; july=ιούλιος; august=αύγουστος
september=σεπτέμβριος; october=οκτώβριος; november=νοέμβριος; december=δεκέμβριος; summer=καλοκαίρι; winter=χειμώνας
spring=άνοιξη πηγή; autumn=φθινόπωρο; century=αιώνας; decade=δεκαετία; period era=περίοδος εποχή; age=ηλικία εποχή
one=ένας μία; two=δύο; three=τρεις τρία; four=τέσσερα τέσσερις; five=πέντε; six=έξι; seven=επτά; eight=οκτώ
nine=εννέα; ten=δέκα; twelve=δώδεκα; twenty=είκοσι; hundred=εκατό; thousand=χίλια χιλιάδες; million=εκατομμύριο
billion=δισεκατομμύριο; half=μισό; first=πρώτος; second=δεύτερος; third=τρίτος; fourth=τέταρτος; fifth=πέμπτος
last=τελευταίος; next=επόμενος; new=νέος καινούριος; old=παλιός ηλικία; number=αριθμός πλήθος; amount=ποσό ποσότητα
percent percentage=ποσοστό τοις; free=δωρεάν ελεύθερη; cost price fee=κόστος τιμή χρέωση κοστίζει
charge=χρέωση χρεώνω φορτίο; pay payment=πληρωμή πληρώνω; money=χρήματα λεφτά
fund funding finance financial=χρηματοδότηση οικονομική; budget=προϋπολογισμός; salary wage=μισθός; expensive=ακριβός
cheap=φθηνός; buy purchase=αγορά αγοράζω; sell sale=πώληση πουλώ; market=αγορά; trade=εμπόριο
help assist assistance aid=βοήθεια βοηθώ; support=υποστήριξη υποστηρίζω στήριξη; contact=επικοινωνία επικοινωνώ
communicate communication=επικοινωνία επικοινωνώ; problem issue trouble=πρόβλημα θέμα ζήτημα
error mistake=σφάλμα λάθος; wrong=λάθος; fix repair=διόρθωση επισκευή; work job=δουλειά εργασία λειτουργεί
open=ανοίγω ανοιχτός; close=κλείνω κλειστός κοντά; working works=λειτουργεί δουλεύει; function=λειτουργία
operate operation=λειτουργία επιχείρηση; use usage=χρήση χρησιμοποιώ
create creation make made=δημιουργία δημιουργώ φτιάχνω κατασκευή
build built construct construction=κατασκευή χτίζω χτίστηκε; add=προσθήκη προσθέτω; insert=εισαγωγή
show display=εμφάνιση δείχνω; see look view=βλέπω δω προβολή; watch=παρακολουθώ βλέπω; find=βρίσκω βρω εύρεση
search=αναζήτηση ψάχνω έρευνα; choose choice select=επιλογή επιλέγω διαλέγω; write wrote=γράφω έγραψε
read=διαβάζω ανάγνωση; learn learning=μαθαίνω μάθηση εκμάθηση; teach taught teaching=διδάσκω διδασκαλία
study=μελέτη σπουδές σπουδάζω; research=έρευνα; researcher=ερευνητής; science scientific=επιστήμη επιστημονική
scientist=επιστήμονας; know knowledge=γνωρίζω ξέρω γνώση; understand=καταλαβαίνω κατανόηση
explain explanation=εξηγώ εξήγηση; describe description=περιγραφή περιγράφω; mean meaning=σημαίνει σημασία έννοια
name=όνομα ονομασία; called=ονομάζεται λέγεται; title=τίτλος; topic=θέμα; word=λέξη; language=γλώσσα
english=αγγλικά αγγλική; greek=ελληνικά ελληνική έλληνας; french=γαλλικά γαλλική γάλλος
german=γερμανικά γερμανική γερμανός; italian=ιταλικά ιταλική ιταλός; spanish=ισπανικά ισπανική
latin=λατινικά λατινική; translate translation=μετάφραση; skill=δεξιότητα; competence=ικανότητα; ability=ικανότητα
lab laboratory=εργαστήριο; practice practical=πρακτική εξάσκηση; method=μέθοδος; methodology=μεθοδολογία
technique=τεχνική; technology=τεχνολογία; digital=ψηφιακή; material=υλικό; resource=πόρος πηγή υλικό; source=πηγή
content=περιεχόμενο; unit=μονάδα ενότητα; module section=ενότητα; chapter=κεφάλαιο; book=βιβλίο; article=άρθρο
text=κείμενο; guide=οδηγός; instruction=οδηγία; rule=κανόνας; law=νόμος δίκαιο; regulation=κανονισμός; term=όρος
condition=προϋπόθεση συνθήκη; requirement require=προϋπόθεση απαίτηση απαιτείται; need=χρειάζομαι ανάγκη; must=πρέπει
required mandatory compulsory obligatory=υποχρεωτική; optional=προαιρετική; allow permit permission=επιτρέπεται άδεια
consent=συγκατάθεση συναίνεση; right=δικαίωμα σωστός δεξιά; eligible=δικαιούχος δικαίωμα
evaluation evaluate assess assessment=αξιολόγηση; criterion criteria=κριτήριο
questionnaire survey=ερωτηματολόγιο έρευνα; result=αποτέλεσμα; success successful=επιτυχία επιτυχής
fail failure=αποτυχία αποτυγχάνω; pass=περνώ επιτυχία; progress=πρόοδος πορεία; step stage=βήμα στάδιο; level=επίπεδο
beginner=αρχάριος; advanced=προχωρημένος; role=ρόλος; responsible responsibility=υπεύθυνος ευθύνη
coordinator=συντονιστής; ambassador=πρεσβευτής; trainer facilitator=επιμορφωτής διευκολυντής
administrator admin=διαχειριστής; organizer organise organize=διοργάνωση διοργανώνω οργανώνω
organization organisation=οργανισμός οργάνωση; organizations=οργανισμοί; national=εθνική εθνικός
european=ευρωπαϊκή ευρώπη; europe=ευρώπη; international=διεθνής; union=ένωση; commission=επιτροπή; committee=επιτροπή
ministry=υπουργείο; minister=υπουργός; service=υπηρεσία; office=γραφείο; centre center central=κέντρο κεντρική
country=χώρα; greece=ελλάδα; cyprus=κύπρος; france=γαλλία; germany=γερμανία; italy=ιταλία; spain=ισπανία
england=αγγλία; britain british=βρετανία βρετανική; russia russian=ρωσία ρωσική; china chinese=κίνα κινεζική
japan japanese=ιαπωνία ιαπωνική; india indian=ινδία ινδική; america american=αμερική αμερικανική; egypt=αίγυπτος
turkey=τουρκία; africa african=αφρική αφρικανική; asia asian=ασία ασιατική; australia=αυστραλία
poland polish=πολωνία πολωνική; state=κράτος πολιτεία κατάσταση; states=πολιτείες; united=ηνωμένες ενωμένος
kingdom=βασίλειο; king=βασιλιάς; queen=βασίλισσα; royal=βασιλική; government=κυβέρνηση; president=πρόεδρος
parliament=κοινοβούλιο βουλή; politics political=πολιτική; policy=πολιτική; party=κόμμα
election vote=εκλογή ψήφος ψηφίζω; leader leadership=ηγέτης ηγεσία; power=δύναμη ισχύς εξουσία; war=πόλεμος
battle=μάχη; army military=στρατός στρατιωτική; soldier=στρατιώτης; weapon=όπλο; fight=μάχη αγώνας; attack=επίθεση
defense defence=άμυνα; peace=ειρήνη; treaty agreement=συνθήκη συμφωνία; revolution=επανάσταση; police=αστυνομία
city=πόλη; town village=πόλη χωριό; capital=πρωτεύουσα κεφάλαιο; region area district=περιοχή περιφέρεια
place=τόπος μέρος θέση; location=τοποθεσία; address=διεύθυνση; street road=δρόμος οδός; building=κτίριο
house=σπίτι οικία; home=σπίτι αρχική; room=δωμάτιο αίθουσα; floor=όροφος; door=πόρτα; wall=τοίχος τείχος
bridge=γέφυρα; church=εκκλησία; castle=κάστρο; museum=μουσείο; hospital=νοσοκομείο; airport=αεροδρόμιο
station=σταθμός; train=τρένο; car=αυτοκίνητο; ship boat=πλοίο; plane aircraft=αεροπλάνο αεροσκάφος
engine=κινητήρας μηχανή; machine=μηχανή; engineer=μηχανικός; engineering=μηχανική
industry industrial=βιομηχανία βιομηχανική; factory=εργοστάσιο; company business=εταιρεία επιχείρηση
economy economic=οικονομία οικονομική; worker=εργάτης εργαζόμενος; employee=υπάλληλος εργαζόμενος
employment=απασχόληση; unemployment=ανεργία; tax=φόρος; wealth=πλούτος; poor poverty=φτωχός φτώχεια; rich=πλούσιος
equal equality=ίσος ισότητα; growth grow=ανάπτυξη αυξάνομαι; development develop=ανάπτυξη αναπτύσσω
increase=αύξηση αυξάνω; decrease reduce reduction=μείωση μειώνω; change=μεταβολή; people=άνθρωποι λαός άτομα
person=άτομο πρόσωπο άνθρωπος; human=άνθρωπος ανθρώπινη; man=άνδρας άνθρωπος; woman=γυναίκα; boy=αγόρι; girl=κορίτσι
family=οικογένεια; father=πατέρας; mother=μητέρα; son=γιος; daughter=κόρη; brother=αδελφός; sister=αδελφή
wife=σύζυγος γυναίκα; husband=σύζυγος άνδρας; birth born=γέννηση γεννήθηκε; die died death dead=θάνατος πέθανε νεκρός
marry married marriage=γάμος παντρεύτηκε; life=ζωή; population=πληθυσμός; society social=κοινωνία κοινωνική
culture cultural=πολιτισμός πολιτιστική; history historical=ιστορία ιστορική; ancient=αρχαίος
modern=σύγχρονος μοντέρνος; medieval=μεσαιωνικός; tradition traditional=παράδοση παραδοσιακή
religion religious=θρησκεία θρησκευτική; god=θεός; christian=χριστιανός χριστιανική; muslim=μουσουλμάνος
islam islamic=ισλάμ ισλαμική; art=τέχνη; artist=καλλιτέχνης; music musical=μουσική; song=τραγούδι; film movie=ταινία
theatre theater=θέατρο; game=παιχνίδι αγώνας; sport=αθλητισμός άθλημα; player=παίκτης; play=παίζω έργο; score=σκοράρω
win won winner=νίκη κερδίζω νικητής; lose defeat=ήττα χάνω; season=σεζόν εποχή; league=πρωτάθλημα λίγκα
championship champion=πρωτάθλημα πρωταθλητής; football=ποδόσφαιρο; coach=προπονητής; record=ρεκόρ
television tv=τηλεόραση; radio=ραδιόφωνο; newspaper=εφημερίδα; magazine=περιοδικό; series=σειρά; episode=επεισόδιο
broadcast=μετάδοση εκπομπή; character=χαρακτήρας; author writer=συγγραφέας; novel=μυθιστόρημα
poet poem=ποιητής ποίημα; mathematics math maths mathematical=μαθηματικά μαθηματική; physics=φυσική
chemistry chemical=χημεία χημική; biology biological=βιολογία βιολογική; theory=θεωρία; problem=πρόβλημα
proof prove=απόδειξη αποδεικνύω; formula=τύπος; equation=εξίσωση; measure=μέτρο μέτρηση; temperature=θερμοκρασία
heat=θερμότητα; energy=ενέργεια; force=δύναμη; mass=μάζα; weight=βάρος; pressure=πίεση; light=φως ελαφρύς
speed velocity=ταχύτητα; space=χώρος διάστημα; earth=γη; moon=σελήνη φεγγάρι; sun=ήλιος; star=αστέρι άστρο
planet=πλανήτης; mission=αποστολή; water=νερό ύδωρ; river=ποταμός ποτάμι; sea=θάλασσα; lake=λίμνη; ocean=ωκεανός
mountain=βουνό όρος; island=νησί; forest=δάσος; rock=πέτρωμα βράχος; gold=χρυσός; iron=σίδηρος; steel=χάλυβας
metal=μέταλλο; oil=πετρέλαιο λάδι; gas=αέριο; air=αέρας; fire=φωτιά πυρκαγιά
electric electricity=ηλεκτρικό ηλεκτρισμός; plant=φυτό εγκατάσταση; tree=δέντρο; animal=ζώο; bird=πουλί; fish=ψάρι
species=είδος; cell=κύτταρο; body=σώμα όργανο; blood=αίμα; heart=καρδιά; brain=εγκέφαλος
disease illness=ασθένεια νόσος; health=υγεία; medicine drug medication=φάρμακο ιατρική
doctor physician=γιατρός ιατρός; patient=ασθενής; treatment=θεραπεία μεταχείριση; food=τροφή φαγητό τρόφιμα
climate=κλίμα; weather=καιρός; environment environmental=περιβάλλον περιβαλλοντική; nature natural=φύση φυσική
large big great=μεγάλος; largest biggest greatest=μεγαλύτερος; small little=μικρός; smallest=μικρότερος
high tall=ψηλός υψηλός; highest=υψηλότερος; low=χαμηλός; long=μακρύς διαρκεί διάρκεια; short=σύντομος κοντός
length duration=διάρκεια μήκος; last lasts=διαρκεί διάρκεια; height=ύψος; fast quick=γρήγορος; slow=αργός
strong=ισχυρός δυνατός; weak=αδύναμος; good=καλός; best better=καλύτερος; bad=κακός
important importance=σημαντικός σημασία; difficult hard=δύσκολος σκληρός; easy easily=εύκολος
different difference=διαφορετικός διαφορά; same=ίδιος; similar=παρόμοιος; common=κοινός; popular=δημοφιλής
famous=διάσημος; public=δημόσιος κοινό; private=ιδιωτικός; secret=μυστικό απόρρητο; privacy=ιδιωτικότητα απόρρητο
personal=προσωπικός; data=δεδομένα στοιχεία; information info=πληροφορία ενημέρωση; statistic=στατιστικά
protection protect=προστασία προστατεύω; safe safety security secure=ασφάλεια ασφαλής; copyright=πνευματικά δικαιώματα
official=επίσημος; local=τοπικός; foreign=ξένος; native=γηγενής ιθαγενής; main major=κύριος βασικός; basic=βασικός
special=ειδικός; general=γενικός στρατηγός; full=πλήρης γεμάτος; whole entire=ολόκληρος; empty=άδειος; several=αρκετοί
many=πολλοί; few=λίγοι; more=περισσότερο; most=περισσότεροι; less=λιγότερο; only=μόνο; also=επίσης; again=ξανά πάλι
before=πριν; after=μετά; during=διάρκεια; between=μεταξύ ανάμεσα; without=χωρίς; against=εναντίον κατά; under=κάτω υπό
over=πάνω; near=κοντά; north northern=βορράς βόρεια; south southern=νότος νότια; east eastern=ανατολή ανατολική
west western=δύση δυτική; left=αριστερά έφυγε; black=μαύρος; white=λευκός άσπρος; red=κόκκινος; blue=μπλε γαλάζιος
green=πράσινος; color colour=χρώμα; type kind sort=τύπος είδος; form=μορφή φόρμα έντυπο; example=παράδειγμα
reason cause=λόγος αιτία; purpose aim goal=σκοπός στόχος; benefit advantage=όφελος πλεονέκτημα
effect impact=επίδραση αποτέλεσμα; influence=επιρροή; decide decision=απόφαση αποφασίζω; want wish=θέλω επιθυμώ
think thought=σκέψη πιστεύω; believe belief=πιστεύω πίστη; say said told tell=λέω είπε; give gave given=δίνω έδωσε
get got obtain=παίρνω αποκτώ λαμβάνω; take took taken=παίρνω πήρε; bring brought=φέρνω έφερε; put=βάζω τοποθετώ
keep=κρατώ διατηρώ; go went=πηγαίνω πάω; come came=έρχομαι ήρθε; arrive arrival=άφιξη φτάνω; leave=αποχώρηση φεύγω
return=επιστροφή επιστρέφω; move movement=κίνηση κίνημα μετακίνηση; travel trip=ταξίδι ταξιδεύω
visit=επίσκεψη επισκέπτομαι; follow=ακολουθώ; stop=σταματώ διακοπή; continue=συνέχεια συνεχίζω; wait=περιμένω αναμονή
try=προσπαθώ δοκιμάζω; happen=συμβαίνει συνέβη; become became=γίνομαι έγινε; lead led=οδηγώ οδήγησε
produce production product=παραγωγή προϊόν παράγω; discover discovery=ανακάλυψη ανακαλύπτω; invent invention=εφεύρεση
found founded establish established=ίδρυση ιδρύθηκε; publish publication=δημοσίευση δημοσιεύω έκδοση
issue issued=έκδοση εκδίδεται; print=εκτύπωση εκτυπώνω; share=κοινοποίηση μοιράζομαι μερίδιο; post=ανάρτηση δημοσίευση
tag hashtag=ετικέτα; comment=σχόλιο; discussion discuss=συζήτηση συζητώ; opinion=γνώμη άποψη
suggestion suggest=πρόταση προτείνω; proposal propose=πρόταση προτείνω; request=αίτημα αίτηση ζητώ
ask=ρωτώ ερώτηση ζητώ; approve approval=έγκριση εγκρίνω; accept acceptance=αποδοχή δέχομαι
reject rejection=απόρριψη απορρίπτω; cancel cancellation=ακύρωση ακυρώνω; withdraw=απόσυρση αποχώρηση
check verify verification=έλεγχος επαλήθευση επιβεβαίωση; confirm confirmation=επιβεβαίωση επιβεβαιώνω
valid validity=έγκυρος ισχύς; expire expiry=λήξη λήγει; count total=σύνολο συνολικά πλήθος; maximum=μέγιστος ανώτατος
minimum=ελάχιστος; limit=όριο; average=μέσος; list=λίστα κατάλογος; table=πίνακας τραπέζι; map=χάρτης; key=κλειδί
box=κουτί πλαίσιο; card=κάρτα; paper=χαρτί; bureaucracy=γραφειοκρατία; set=σύνολο ρύθμιση; settings setting=ρυθμίσεις
option=επιλογή; version=έκδοση; format=μορφή; size=μέγεθος; install installation=εγκατάσταση
browser=φυλλομετρητής περιηγητής; wifi wireless=ασύρματο; offline=σύνδεση; substitute=αναπληρωτής; permanent=μόνιμος
hourly=ωρομίσθιος; inclusion inclusive=ένταξη συμπερίληψη; disability=αναπηρία; transfer=μεταφορά μετάθεση; join=μπω
future=μέλλον μελλοντικός; experience=εμπειρία; career=καριέρα σταδιοδρομία; professional=επαγγελματικός
volunteer=εθελοντής; mentor=μέντορας; award awards=βραβεία; ceremony=τελετή; conference=συνέδριο διάσκεψη
presentation present=παρουσίαση παρουσιάζω; speaker=ομιλητής; speech=ομιλία λόγος; control=έλεγχος; system=σύστημα
structure=δομή; process=διαδικασία; procedure=διαδικασία; complexity complex=πολυπλοκότητα σύνθετος
algorithm=αλγόριθμος; model=μοντέλο; design=σχεδιασμός σχέδιο; object=αντικείμενο; line=γραμμή; point=σημείο πόντος
side=πλευρά; value=τιμή αξία; group groups=ομάδες; court=δικαστήριο; judge=δικαστής; crime=έγκλημα; prison=φυλακή
punishment=τιμωρία; civil=εμφύλιος πολιτική; protest=διαμαρτυρία; immigrant migration=μετανάστης μετανάστευση
conquer conquest=κατάκτηση κατακτώ; rule ruled ruler=κυβερνώ κυριαρχία ηγεμόνας; border=σύνορο; territory=έδαφος
land=γη ξηρά
"""
