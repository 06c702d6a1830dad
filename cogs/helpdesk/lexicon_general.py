"""The words of everyday life, English and Greek, in the format of `cogs.helpdesk.lexicon`."""

from __future__ import annotations

GENERAL = """
large big great=μεγάλος; largest biggest greatest larger greater=μεγαλύτερος; small little=μικρός
smallest smaller=μικρότερος; high tall=ψηλός υψηλός; highest=υψηλότερος; low=χαμηλός; long=μακρύς διαρκεί
short=σύντομος κοντός; length duration=διάρκεια μήκος; lasts during throughout=διαρκεί; height=ύψος; fast=γρήγορος
quick rapid=γρήγορος ταχύς; slow=αργός; strong=ισχυρός δυνατός; weak weakness=αδύναμος; best better=καλύτερος
bad wicked=κακός; importance significant significance=σημαντικός σημασία; difficult hard=δύσκολος σκληρός
easy=εύκολος; different difference=διαφορετικός διαφορά; same already=ίδιος; similar=παρόμοιος; common=κοινός
popular=δημοφιλής; famous=διάσημος; public=δημόσιος κοινό; private=ιδιωτικός; secret=μυστικό απόρρητο
privacy=ιδιωτικότητα απόρρητο; personal face=προσωπικός; data=δεδομένα στοιχεία; information info=πληροφορία ενημέρωση
statistic=στατιστικά; protection protect=προστασία προστατεύω; safe safety security secure=ασφάλεια
copyright=πνευματικά δικαιώματα; official=επίσημος; local=τοπικός; foreign=ξένος; native=γηγενής ιθαγενής
main=κύριος βασικός; major=κύριος βασικός μείζων; basic basically basis=βασικός; special specialist=ειδικός
general=γενικός στρατηγός; full=πλήρης γεμάτος; whole entire=ολόκληρος; empty=άδειος κενός; several quite=αρκετοί
many much very=πολλοί; few=λίγοι; more most=περισσότερο; less=λιγότερο; only=μόνο μοναδικός; also=επίσης
again=ξανά πάλι; before ago=πριν; between=μεταξύ ανάμεσα; without=χωρίς; against=εναντίον; under=κάτω υπό
over panic=πάνω; near=κοντά; north northern once wear wore worn=βορράς; south southern=νότος; east eastern=ανατολή
west western=δύση δυτική; left=αριστερά έφυγε αποχώρησε; black=μαύρος; white=λευκός άσπρος; red=κόκκινος
blue=μπλε γαλάζιος; green=πράσινος; color colour=χρώμα; type kind=τύπος είδος; example=παράδειγμα; reason=λόγος αιτία
cause=λόγος αιτία προκαλώ; purpose aim=σκοπός στόχος; goal=σκοπός στόχος γκολ τέρμα
benefit=όφελος πλεονέκτημα επίδομα παροχή; advantage=όφελος πλεονέκτημα; effect impact=επίδραση αποτέλεσμα
influence=επιρροή επηρεάζω; decide decision=απόφαση αποφασίζω; want desire=επιθυμώ; wish=επιθυμώ ευχή
think=σκέψη πιστεύω σκέφτομαι νομίζω; thought=σκέψη πιστεύω σκέφτηκα; believe=πιστεύω πίστη
belief=πιστεύω πίστη πεποίθηση; say=λέω είπε ρητό; said told=λέω είπε; tell=λέω είπε πω; give=δίνω έδωσε
gave given=δίνω έδωσε δοθείς; get obtain=παίρνω αποκτώ λαμβάνω; got=παίρνω αποκτώ λαμβάνω πήρα
take took taken gotten=παίρνω πήρε; bring brought=φέρνω έφερε; put=βάζω τοποθετώ; keep=κρατώ διατηρώ
went going gone=πηγαίνω πάω φεύγω; come came=έρχομαι ήρθε; arrive arrival=άφιξη φτάνω; leave=αποχώρηση φεύγω άδεια
return=επιστροφή επιστρέφω; move=κίνηση κίνημα μετακίνηση μετακομίζω; movement=κίνηση κίνημα μετακίνηση
travel trip=ταξίδι ταξιδεύω; visit=επίσκεψη επισκέπτομαι; follow=ακολουθώ επόμενος; stop=σταματώ διακοπή
continue continuous ongoing=συνέχεια συνεχίζω; wait=περιμένω αναμονή; try=προσπαθώ δοκιμάζω; happen=συμβαίνει συνέβη
become became=γίνομαι έγινε; lead=οδηγώ οδήγησε ηγούμαι μόλυβδος; led drove driven driving=οδηγώ οδήγησε
produce production product=παραγωγή προϊόν παράγω; discover discovery=ανακάλυψη ανακαλύπτω
invent inventor=εφεύρεση εφευρέτης; invention=εφεύρεση; founded established=ίδρυση ιδρύθηκε
establish=ίδρυση ιδρύθηκε ιδρύω καθιερώνω; publish publication=δημοσίευση έκδοση; issued=έκδοση εκδίδεται
print=εκτύπωση εκτυπώνω; share=κοινοποίηση μοιράζομαι μερίδιο κοινός; post=ανάρτηση δημοσίευση; tag hashtag=ετικέτα
comment=σχόλιο; discussion discuss=συζήτηση συζητώ; opinion=γνώμη άποψη
suggestion suggest proposal propose=πρόταση προτείνω; request=αίτημα αίτηση ζητώ; ask=ρωτώ ερώτηση ζητώ
approve approval=έγκριση εγκρίνω; accept acceptable=αποδοχή δέχομαι δεκτός; acceptance=αποδοχή δέχομαι
reject rejection=απόρριψη απορρίπτω; cancel cancellation=ακύρωση ακυρώνω; withdraw=απόσυρση αποχώρηση
check verify verification=έλεγχος επαλήθευση επιβεβαίωση; confirm confirmation=επιβεβαίωση επιβεβαιώνω
valid validity=έγκυρος ισχύς; expire expiry=λήξη λήγει; count=σύνολο πλήθος μετρώ αρίθμηση κόμης; total=σύνολο πλήθος
maximum=μέγιστος ανώτατος; minimum=ελάχιστος; limit=όριο; average middle through=μέσος; list=λίστα κατάλογος
table=πίνακας τραπέζι; map paper=χάρτης; box=κουτί πλαίσιο; card=κάρτα; bureaucracy=γραφειοκρατία
set=σύνολο ρύθμιση ορίζω; setting=ρυθμίσεις; option=επιλογή; version=έκδοση; format=μορφή; size=μέγεθος
install installation=εγκατάσταση; browser=φυλλομετρητής περιηγητής; wifi wireless=ασύρματο
substitute=αναπληρωτής υποκατάστατο; permanent=μόνιμος; hourly=ωρομίσθιος; inclusion inclusive=ένταξη συμπερίληψη
disability=αναπηρία; transfer=μεταφορά μετάθεση μεταφέρω; future=μέλλον μελλοντικός; experience=εμπειρία
career=καριέρα σταδιοδρομία; professional=επαγγελματικός; volunteer voluntary=εθελοντής εθελοντισμός; mentor=μέντορας
awards=βραβεία; ceremony=τελετή; conference=συνέδριο διάσκεψη; presentation present=παρουσίαση παρουσιάζω
speaker=ομιλητής; speech=ομιλία λόγος; control checked=έλεγχος; system=σύστημα; structure tomato=δομή
process procedure=διαδικασία; complexity complex=πολυπλοκότητα σύνθετος; algorithm=αλγόριθμος; model=μοντέλο
design=σχεδιασμός σχέδιο σχεδιαστής; line=γραμμή; point=σημείο πόντος; side=πλευρά; value=τιμή αξία; court=δικαστήριο
judge=δικαστής; crime=έγκλημα; prison=φυλακή; punishment=τιμωρία; civil=εμφύλιος πολιτική
protest=διαμαρτυρία διαδηλωτής; immigrant migration=μετανάστης μετανάστευση; conquer conquest=κατάκτηση κατακτώ
ruled=κυβερνώ κυριαρχία ηγεμόνας; border=σύνορο; territory=έδαφος; land=γη ξηρά; like=αρέσει μοιάζω; love=αγάπη έρωτας
hate hatred muscle=μίσος; enjoy enjoyable=απολαμβάνω διασκεδάζω; fun amusement=διασκέδαση; funny urban=αστείος
joke=αστείο ανέκδοτο; laugh laughter ridiculous=γέλιο; smile=χαμόγελο; cry=κλαίω κραυγή; tear tore torn=δάκρυ σκίζω
fear afraid scared=φόβος; scare scary=τρομάζω τρομακτικός; terrible horrible awful=φοβερός τρομερός απαίσιος
horror=τρόμος φρίκη; angry anger=θυμός θυμωμένος οργή; mad crazy insane=τρελός; rage=οργή
happy happiness=χαρά ευτυχία ευτυχισμένος χαρούμενος; sad sadness=λύπη λυπημένος θλίψη; sorrow grief=θλίψη πένθος
joy=χαρά; glad pleased=χαίρομαι ευχαριστημένος; pleasure pleasant=ευχαρίστηση ευχάριστος; unpleasant=δυσάρεστος
satisfaction satisfy=ικανοποίηση ικανοποιημένος ικανοποιώ; disappointment disappoint=απογοήτευση
excited excitement exciting=ενθουσιασμός συναρπαστικός; worry=ανησυχώ; anxiety anxious=άγχος ανήσυχος
stress stressful=άγχος στρες; nervous nerve kidney=νευρικός; calm=ήρεμος; relax=χαλαρώνω; tired=κουρασμένος
exhausted=εξαντλημένος; bored boring boredom=βαρετός βαριέμαι πλήξη; surprise=έκπληξη εκπλήσσω; shock=σοκ
wonder=αναρωτιέμαι θαύμα; wonderful marvellous marvelous=υπέροχος θαυμάσιος
amazing awesome incredible=καταπληκτικός απίστευτος εκπληκτικός; fantastic=φανταστικός; excellent=εξαιρετικός άριστος
perfect final ending ultimate=τέλειος; nice=ωραίος καλός; beautiful beauty=όμορφος ωραίος; ugly=άσχημος
pretty lovely cute=όμορφος χαριτωμένος; handsome=όμορφος; attractive attract=ελκυστικός προσελκύω; gorgeous=πανέμορφος
interest=ενδιαφέρον τόκος; curious curiosity=περίεργος; strange weird odd=παράξενος περίεργος; unusual=ασυνήθιστος
usual=συνήθως συνηθισμένος; normal=κανονικός φυσιολογικός; typical guy=τυπικός; ordinary=συνηθισμένος
regular=τακτικός κανονικός; irregular=ανώμαλος; rare seldom=σπάνιος; frequent often frequency=συχνά συχνότητα
sometimes occasionally=μερικές ενίοτε; always forever everywhere anyway=πάντα; immediate prompt=αμέσως
instant=άμεσος στιγμή; soon shortly brief=σύντομα; sudden=ξαφνικά; recent=πρόσφατα; current=τρέχων τώρα ισχύων ρεύμα
currently=τρέχων τώρα ισχύων; previous=προηγούμενος; former=πρώην προηγούμενος; past=παρελθόν περασμένος
still yet=ακόμα; twice=δύο φορές; initial ancient principle=αρχικός; original=αρχικός πρωτότυπος προέλευση
origin=αρχικός πρωτότυπος προέλευση προέρχομαι; moment=στιγμή; temporary=προσωρινός; constant=σταθερός συνεχώς
sharp=κοφτερός οξύς; hurry=βιάζομαι βιασύνη; rush haste=βιασύνη; pause=παύση; rest=ξεκούραση υπόλοιπο ανάπαυση
sleep asleep slept=ύπνος κοιμάμαι; dream=όνειρο ονειρεύομαι; wake woke awake=ξυπνώ; bed=κρεβάτι; bedroom=υπνοδωμάτιο
bathroom bath=μπάνιο λουτρό; kitchen=κουζίνα; sofa couch=καναπές; garden=κήπος; roof=στέγη; ceiling=ταβάνι οροφή
apartment flat=διαμέρισμα επίπεδος; rent rental=ενοίκιο ενοικίαση νοικιάζω; tenant=ενοικιαστής; landlord=ιδιοκτήτης
mortgage=υποθήκη στεγαστικό; household=νοικοκυριό; neighbour neighbor neighbourhood neighborhood=γείτονας
stay=μένω διαμονή παραμονή; remain=παραμένω υπόλοιπος; entered=μπαίνω είσοδος εισέρχομαι; run ran=τρέχω εκτελώ τρέξιμο
walk=περπατώ περίπατος; jump=πηδώ άλμα; climb=σκαρφαλώνω ορειβασία αναρρίχηση
fall fell fallen=πέφτω έπεσε πτώση φθινόπωρο; rise rose risen=ανεβαίνω άνοδος αύξηση; raise=σηκώνω αυξάνω ανατρέφω
fly flew flown=πετώ πτήση μύγα; swim swam=κολύμβηση κολυμπώ; dive=κατάδυση; dance=χορός χορεύω χορευτής
sing sang sung=τραγουδώ τραγουδιστής; sit sat=κάθομαι κάθισα; stand stood=στέκομαι όρθιος; turn=στρίβω γυρίζω σειρά
spin=περιστροφή; roll=ρολό κυλώ; throw threw thrown=ρίχνω πετώ; catch caught=πιάνω έπιασε; hit=χτυπώ χτύπημα επιτυχία
strike struck=απεργία χτυπώ; kick=κλωτσιά; push=σπρώχνω ώθηση; pull=τραβώ; shake swing=κουνώ; touch=αγγίζω αφή
hold held=κρατώ κατέχω διεξάγω; grab=αρπάζω; carry=μεταφέρω κουβαλώ; bear=αρκούδα αντέχω; dress=φόρεμα ντύνομαι
clothes clothing=ρούχα ένδυση; shirt=πουκάμισο; trousers pants=παντελόνι; shoe=παπούτσι υπόδημα
jacket coat=μπουφάν παλτό; hat=καπέλο; glove=γάντι; pocket=τσέπη; belt zone=ζώνη; skirt=φούστα; suit=κοστούμι
tie=γραβάτα ισοπαλία δένω; jewel jewellery jewelry=κόσμημα; fashion=μόδα; style=στυλ ύφος; wash=πλένω πλύσιμο
laundry=πλυντήριο; clean=καθαρός καθαρίζω καθαριότητα; dirty dirt=βρώμικος; dust=σκόνη; wet=υγρός βρεγμένος
dry=ξηρός στεγνός; hot=ζεστός καυτός; warm=ζεστός θερμός; cold=κρύο ψυχρός; cool=δροσερός; ice=πάγος; snow=χιόνι
rain loop=βροχή; wind=άνεμος αέρας; storm=καταιγίδα θύελλα; fog=ομίχλη; thunder=βροντή; lightning=αστραπή κεραυνός
sky=ουρανός; cloudy=συννεφιά; sunny=ηλιόλουστος; shine=λάμπω; bright=φωτεινός λαμπρός; dark darkness=σκοτεινός σκοτάδι
shadow shade=σκιά; brown coffee=καφέ; yellow=κίτρινος; orange=πορτοκάλι; purple violet=μοβ; pink=ροζ; grey gray=γκρι
silver=ασήμι αργυρός; golden=χρυσός; eat ate eaten=τρώω έφαγα φαγητό; drink drank drunk=πίνω ποτό ήπια
cook=μαγειρεύω μαγειρική; meal=γεύμα; breakfast=πρωινό; lunch=μεσημεριανό γεύμα; dinner supper=δείπνο βραδινό
hungry hunger starve starvation=πείνα; thirsty thirst=δίψα; taste flavor flavour=γεύση; delicious tasty=νόστιμος
sweet=γλυκό; salt salty=αλάτι αλμυρός; sour pour=ξινός; bitter=πικρός; sugar=ζάχαρη; bread=ψωμί; cheese=τυρί
milk=γάλα; butter=βούτυρο; egg=αβγό; meat=κρέας; chicken=κοτόπουλο; beef=μοσχάρι βοδινό; pork=χοιρινό; fruit=φρούτο
apple mile=μήλο; banana=μπανάνα; lemon=λεμόνι; vegetable=λαχανικό; potato=πατάτα; onion=κρεμμύδι; rice=ρύζι
bean=φασόλι; soup=σούπα; salad=σαλάτα; sauce=σάλτσα; cake=κέικ τούρτα; chocolate=σοκολάτα; honey=μέλι; tea=τσάι
juice=χυμός; wine=κρασί οίνος; beer=μπίρα ζύθος; alcohol alcoholic=αλκοόλ οινόπνευμα; restaurant=εστιατόριο
plate dish=πιάτο; cup=φλιτζάνι κύπελλο; glass=γυαλί ποτήρι; bottle=μπουκάλι φιάλη; bowl convenient convenience=μπολ
knife=μαχαίρι; fork=πιρούνι; spoon=κουτάλι; recipe=συνταγή; diet=δίαιτα διατροφή; nutrition=διατροφή
smoke=καπνός κάπνισμα καπνίζω; tobacco cigarette=καπνός τσιγάρο; friendship kiss=φιλία; boyfriend=αγόρι σχέση
girlfriend=κορίτσι σχέση; relationship relation=σχέση; relative=συγγενής σχετικός; couple pair=ζευγάρι ζεύγος
wedding=γάμος; divorce=διαζύγιο; baby infant=μωρό βρέφος; childhood=παιδική; adult=ενήλικας
teenager teen adolescent=έφηβος; youth young=νέος νεολαία νεανικός; elderly=ηλικιωμένος; grandfather=παππούς
grandmother=γιαγιά; grandson granddaughter=εγγονός; uncle=θείος; aunt=θεία; cousin=ξάδελφος; nephew niece=ανιψιός
twin=δίδυμος; sibling=αδέλφια; parents angle corner=γονείς; mum mom=μαμά μητέρα; dad daddy=μπαμπάς πατέρας
stepfather=πατριός; orphan=ορφανός; adopt adoption=υιοθεσία υιοθετώ υιοθέτηση; pregnant pregnancy=έγκυος εγκυμοσύνη
maternity=μητρότητα; paternity=πατρότητα; single=μονός άγαμος ενιαίος; widow=χήρα
lady gentleman sir mister madam mainly mostly=κυρία; male=άνδρας αρσενικός; female=γυναίκα θηλυκός; men=άνδρες
women=γυναίκες; folk=λαός λαϊκός; crowd=πλήθος; nobody=κανείς κανένας; anyone anybody=κανείς οποιοσδήποτε
nothing=τίποτα; anything=τίποτα οτιδήποτε; head=κεφάλι επικεφαλής; eye=μάτι οφθαλμός; ear=αυτί; nose=μύτη; mouth=στόμα
tooth teeth=δόντι; tongue=γλώσσα; lip=χείλος; hair=μαλλιά τρίχα; neck throat=λαιμός; shoulder=ώμος; arm=χέρι βραχίονας
hand=χέρι; finger=δάχτυλο; thumb=αντίχειρας; chest=στήθος; back=πλάτη πίσω; stomach=στομάχι
belly kilo kilogram=κοιλιά; leg foot feet=πόδι; knee=γόνατο; skin=δέρμα; bone=οστό κόκαλο; lung=πνεύμονας
liver=συκώτι ήπαρ; breath breathe=αναπνοή αναπνέω; sweat=ιδρώτας; mind=μυαλό νους; soul=ψυχή; spirit wit=πνεύμα
conscience=συνείδηση; remember=μνήμη θυμάμαι; remembered victim=θυμάμαι; sick ill=άρρωστος ασθένεια
hurt=πληγώνω πονώ τραυματίζω; pain painful ache=πόνος επώδυνος; headache=πονοκέφαλος; fever=πυρετός; cough=βήχας
flu influenza=γρίπη; covid coronavirus=κορονοϊός covid; pandemic=πανδημία; epidemic=επιδημία
infection infectious infect=λοίμωξη μόλυνση μεταδοτικός; allergy allergic=αλλεργία
injury injured wound=τραυματισμός τραύμα τραυματίας πληγή; accident=ατύχημα δυστύχημα; ambulance=ασθενοφόρο
clinic=κλινική; nurse=νοσοκόμα νοσηλευτής; dentist=οδοντίατρος; pharmacy=φαρμακείο; pharmacist=φαρμακοποιός
pill=χάπι δισκίο; vaccine vaccinated=εμβόλιο εμβολιασμός; cure remedy=θεραπεία; heal=θεραπεία επουλώνω
health healthy=υγεία υγιεινός υγιής; fit fitness=κατάσταση ταιριάζω χωράω; care=φροντίδα φροντίζω
careful=προσεκτικός προσοχή; danger dangerous=κίνδυνος επικίνδυνος; risk=κίνδυνος ρίσκο; threat threaten=απειλή
rescue=διάσωση; survive survival=επιβίωση επιζώ; harm harmful=βλάβη βλαβερός; suffer=υποφέρω; kill=σκοτώνω σκοτώθηκε
murder=δολοφονία φόνος; dying=πεθαίνω θάνατος; suicide=αυτοκτονία; funeral=κηδεία; grave tomb=τάφος
bury burial=ταφή θάβω; alive vivid=ζωντανός; life lives=ζωή; destroy destruction=καταστροφή καταστρέφω
disaster catastrophe=καταστροφή; hope=ελπίδα ελπίζω; expect expectation=αναμένω περιμένω προσδοκία; hopefully=ελπίζω
intend intention=πρόθεση σκοπεύω; prepare preparation=προετοιμασία ετοιμάζω προετοιμάζω; ready=έτοιμος
willing eager keen=πρόθυμος; feel felt=νιώθω αισθάνομαι συναίσθημα; emotion emotional=συναίσθημα συναισθηματικός
sense=αίσθηση νόημα; mood=διάθεση; thinking=σκέφτομαι σκέψη νομίζω; consider=θεωρώ εξετάζω
imagine imagination=φαντάζομαι φαντασία; guess=μαντεύω εικασία; suppose assume assumption=υποθέτω υπόθεση
doubt=αμφιβολία αμφιβάλλω; knew known=γνωρίζω ξέρω γνωστός; understood=καταλαβαίνω κατάλαβα κατανόηση
misunderstand=παρεξήγηση; realize realise=συνειδητοποιώ; confuse confusion=σύγχυση μπερδεύω μπερδεμένος
unclear obscure vague=ασαφής; obvious=προφανής φανερός; evident apparently=προφανής
clarify clarification=διευκρίνιση διευκρινίζω; define definition=ορισμός ορίζω; meant=σημαίνει εννοώ; telling=λέω πω
saying=λέω ρητό; talk=μιλώ συζήτηση ομιλία; speak spoke spoken=μιλώ ομιλία; shout scream=φωνάζω κραυγή
whisper=ψίθυρος; refer=αναφέρομαι παραπέμπω; claim=ισχυρισμός αξίωση διεκδικώ; argue=επιχείρημα διαφωνία
argument=επιχείρημα διαφωνία καβγάς; agree according accordance sympathy=συμφωνώ; disagree disagreement=διαφωνώ
admit=παραδέχομαι εισάγω; admission=εισαγωγή εισδοχή είσοδος; admitted=εισαγωγή δεκτός
deny denial refuse refusal=αρνούμαι άρνηση; promise=υπόσχεση υπόσχομαι; swear=ορκίζομαι; persuade convince=πείθω
encourage encouragement=ενθάρρυνση; inspire inspiration=έμπνευση εμπνέω; motivate motivation=κίνητρο
appreciate=εκτιμώ; praise=έπαινος; congratulate congratulations=συγχαρητήρια; blame=ευθύνη κατηγορώ
accuse=κατηγορώ κατηγορούμενος; criticise criticize criticism critic=κριτική; insult=προσβολή
apologise apologize apology=συγγνώμη απολογία; forgive forgiveness=συγχωρώ; lie liar=ψέμα ψεύτης
truth true=αλήθεια αληθινός; truly really=πραγματικά αλήθεια; false=ψευδής λάθος
real reality=πραγματικός πραγματικότητα; actual indeed=πραγματικός; fact=γεγονός; precise precision=ακριβής
honest honesty=ειλικρινής τίμιος; serious=σοβαρός; trust=εμπιστοσύνη εμπιστεύομαι; sure certainly=σίγουρος βέβαιος
certain=βέβαιος σίγουρα ορισμένος; definite=οπωσδήποτε σίγουρα
possible possibly possibility=δυνατόν δυνατότητα πιθανός; impossible=αδύνατο
probable probably probability=πιθανότητα πιθανός; likely unlikely=πιθανός απίθανος; maybe perhaps=ίσως
chance=ευκαιρία πιθανότητα τύχη; opportunity=ευκαιρία; luck lucky=τύχη τυχερός; destiny=μοίρα; able capable=ικανός
unable=αδυνατώ ανίκανος; capability=ικανότητα δυνατότητα; talent=ταλέντο; clever smart intelligent=έξυπνος
stupid silly dumb=ανόητος χαζός; idiot fool=ανόητος; wise wisdom=σοφός; genius=ιδιοφυΐα; brave courage=γενναίος θάρρος
coward=δειλός; lazy=τεμπέλης; busy=απασχολημένος; politeness=ευγενικός; rude=αγενής; kindness=καλοσύνη
gentle=ευγενικός απαλός; cruel tough=σκληρός; proud pride=περήφανος υπερηφάνεια; shame ashamed=ντροπή ντρέπομαι
shy=ντροπαλός; lonely=μοναχικός; alone=μόνος; together along=μαζί; separate separation=χωριστά ξεχωριστός διαχωρισμός
apart=χωριστά; both=δύο; either=είτε; neither=ούτε; helpful=βοήθεια χρήσιμος; useful=χρήσιμος; useless=άχρηστος
necessary necessity=απαραίτητος αναγκαίος; unnecessary=περιττός; essential=απαραίτητος ουσιώδης
fundamental=θεμελιώδης βασικός; crucial critical=κρίσιμος κριτικός; relevant relevance=σχετικός; irrelevant=άσχετος
suitable appropriate=κατάλληλος; inappropriate unsuitable=ακατάλληλος; proper=κατάλληλος σωστά
effective effectiveness=αποτελεσματικός; efficient efficiency=αποδοτικός αποτελεσματικός; succeed=επιτυχία πετυχαίνω
achieve achievement=επίτευγμα επιτυγχάνω κατόρθωμα; failed failing=αποτυχία απέτυχα; attempt=απόπειρα προσπάθεια
effort=προσπάθεια; struggle=αγώνας παλεύω; deal=συμφωνία συναλλαγή; challenge=πρόκληση; avoid=αποφεύγω αποφυγή
prevent prevention=πρόληψη αποτρέπω; defend=υπερασπίζομαι αμύνομαι; guard=φρουρός φύλακας
hide hid hidden conceal=κρύβω; seek sought=αναζητώ ψάχνω; appear appearance=εμφανίζομαι εμφάνιση
disappear=εξαφανίζομαι εξαφάνιση; reveal=αποκαλύπτω; exist existence=ύπαρξη υφιστάμενος; occur=συμβαίνει
caused=αιτία προκαλώ; consequence consistent=συνέπεια; affect=επηρεάζω; depend dependent dependence=εξαρτάται εξάρτηση
independent independence=ανεξάρτητος ανεξαρτησία; involve involvement=εμπλέκω συμμετοχή
include=περιλαμβάνω συμπεριλαμβάνω; contain=περιέχω; consist=αποτελείται; exclude exclusion=αποκλεισμός εξαιρώ
except exception=εξαίρεση εκτός; exempt exemption=απαλλαγή απαλλάσσω; belong=ανήκω; possess possession=κατοχή κατέχω
lack shortage=έλλειψη; gain=κερδίζω κέρδος; earn=κερδίζω; acquire acquisition=αποκτώ απόκτηση
collect collection=συλλογή συλλέγω μαζεύω; gather=συγκεντρώνω μαζεύω; combine combination=συνδυασμός συνδυάζω
mix mixture=μείγμα ανακατεύω μικτός; unite unity=ενότητα ενώνω; joined=συμμετέχω εγγραφή ενώνω
divided=διαιρώ διαίρεση; split=χωρίζω; shared sharing=κοινοποίηση μοιράζομαι κοινός; spread=διάδοση εξάπλωση απλώνω
adjust adjustment adapt adaptation=προσαρμογή ρύθμιση; improve improvement=βελτίωση βελτιώνω
worsen worse worst=χειρότερος; develop=ανάπτυξη αναπτύσσω; evolve=εξελίσσομαι εξέλιξη; expand expansion=επέκταση
grew grown=μεγαλώνω αναπτύσσω; transform transformation=μετασχηματισμός μεταμόρφωση
variety various variable=ποικιλία διάφοροι μεταβλητή; variation=παραλλαγή; diverse diversity=ποικιλομορφία ποικιλία
unique=μοναδικός; particular=ιδιαίτερος συγκεκριμένος; specific specifically=συγκεκριμένος ειδικός; individual=άτομο
exclusive=αποκλειστικός; extra additional addition=επιπλέον πρόσθετος προσθήκη; plus=συν; other another=άλλος
others=άλλοι; rather=μάλλον; instead=αντί; alternative=εναλλακτικός; otherwise=διαφορετικά αλλιώς
opposite=αντίθετος απέναντι; contrary=αντίθεση; compare comparison=σύγκριση συγκρίνω; comparable=συγκρίσιμος
equal=ίσος ισότητα; unequal inequality=ανισότητα; identical=ίδιος πανομοιότυπος; resemble=μοιάζω
distinguish distinct=διακρίνω διακριτός; connected=σύνδεση συνδεδεμένος; disconnect=αποσύνδεση; relate=σχετικός συνδέω
associate association=σύλλογος ένωση συνδέω; society=κοινωνία εταιρεία; club=σύλλογος λέσχη όμιλος
concern=ανησυχία αφορά; regarding=σχετικά αφορά; huge enormous giant massive=τεράστιος γίγαντας; tiny=μικροσκοπικός
wide width broad=πλάτος ευρύς; narrow=στενός; deep depth=βαθύς; shallow=ρηχός; thick=παχύς; thin subtle=λεπτός
heavy weight burden=βαρύς; round=στρογγυλός γύρος; square=τετράγωνο πλατεία; circle cycle=κύκλος; triangle=τρίγωνο
cube=κύβος; sphere=σφαίρα; straight=ίσιος ευθεία; curve=καμπύλη; edge aside=άκρη; top=κορυφή πάνω; bottom=πάτος κάτω
upper=άνω; lower=χαμηλότερος κάτω μειώνω; inner inside=μέσα εσωτερικός; outer outside=έξω εξωτερικός
internal interior=εσωτερικός; external exterior abroad overseas=εξωτερικός; front=εμπρός μέτωπο
rear behind backward=πίσω; beside double alongside=δίπλα; below beneath=κάτω; above=πάνω άνω; across=απέναντι
around=γύρω; toward=προς; within=εντός μέσα; until till=μέχρι έως; since=αφού; while=ενώ; despite=παρά
although though=παρόλο; because=επειδή διότι; therefore thus hence=επομένως συνεπώς; however=όμως ωστόσο
unless sixth=εκτός; whether=εάν; somewhere=κάπου; nowhere=πουθενά; anywhere=οπουδήποτε πουθενά; nearby=κοντινός κοντά
far=μακριά; distant=μακρινός; direct=άμεσος απευθείας κατευθείαν; direction=κατεύθυνση; ahead=μπροστά; downtown=κέντρο
rural=αγροτικός επαρχία; suburb=προάστιο; outdoor=ύπαιθρος; position=θέση; situation=κατάσταση
circumstance=περίσταση συνθήκη; case=περίπτωση υπόθεση; matter=θέμα ζήτημα ύλη; affair=υπόθεση; stuff thing=πράγματα
item=στοιχείο αντικείμενο; piece=κομμάτι τεμάχιο; bit=κομμάτι λίγο; portion=μερίδα; element=στοιχείο
component=εξάρτημα συστατικό; ingredient=συστατικό; detail=λεπτομέρεια αναλυτικός στοιχεία; aspect=πτυχή
feature=χαρακτηριστικό λειτουργία; characteristic=χαρακτηριστικό; quantity=ποσότητα; lot plenty=πολλοί πλήθος
enough sufficient=αρκετός επαρκής; insufficient=ανεπαρκής; some partial behalf=μερικοί; none=κανένας; zero=μηδέν
dozen=δωδεκάδα; triple=τριπλός; majority=πλειοψηφία πλειονότητα; eleven=έντεκα; thirteen=δεκατρία
fourteen=δεκατέσσερα; fifteen=δεκαπέντε; sixteen=δεκαέξι; seventeen=δεκαεπτά; eighteen=δεκαοκτώ; nineteen=δεκαεννέα
thirty=τριάντα; forty=σαράντα; fifty=πενήντα; sixty=εξήντα; seventy=εβδομήντα; eighty eighth=ογδόντα; ninety=ενενήντα
seventh=έβδομος; ninth=ένατος; tenth=δέκατος; twentieth=εικοστός; nineteenth=δέκατος ένατος; eighteenth=δέκατος όγδοος
row=σειρά γραμμή; column=στήλη; rank=κατάταξη βαθμός; category=κατηγορία
classify classification=ταξινόμηση κατηγοριοποίηση; marked=σημάδι βαθμός; symbol symbolize=σύμβολο συμβολίζω
arrow=βέλος; dot=τελεία κουκκίδα; measure=μέτρο μέτρηση; metre meter=μέτρο; kilometre kilometer=χιλιόμετρο; inch=ίντσα
gram=γραμμάριο; litre liter=λίτρο; scale=κλίμακα; proportion ratio=αναλογία; fraction=κλάσμα; estimate=εκτίμηση εκτιμώ
approximate=περίπου; almost nearly=σχεδόν; barely=μόλις; completely fully=εντελώς πλήρως
totally=εντελώς πλήρως σύνολο; absolute=απόλυτα; especially=ειδικά ιδιαίτερα; simply simple merely=απλός
simplify=απλοποιώ; generally=γενικά; unfortunately misery=δυστυχώς; fortunately luckily=ευτυχώς; strongly=έντονα
hardly=δύσκολα μόλις; gradual=σταδιακά; namely=δηλαδή; began begun=αρχίζω ξεκινώ έναρξη αρχή
finished ended=τελειώνω ολοκλήρωση τέλος; proceed=προχωρώ; quit=παραιτούμαι εγκαταλείπω; abandon=εγκαταλείπω
seem=φαίνεται; looking=βλέπω κοιτάζω ψάχνω; saw seen seeing=βλέπω είδα; watched=βλέπω παρακολουθώ; noticed=παρατηρώ
observe observation=παρατήρηση παρατηρώ; examine=εξετάζω εξέταση
inspect inspection inspector=επιθεώρηση έλεγχος επιθεωρητής; investigate investigation=έρευνα διερεύνηση
analyse analyze analysis=ανάλυση αναλύω; explore exploration=εξερεύνηση εξερευνητής
detect detection=ανίχνευση εντοπισμός; finding=βρίσκω εύρημα; created creator creative creativity=δημιουργία
making=κατασκευή φτιάχνω; building=κτίριο χτίζω κατασκευή; shape=σχήμα; drew drawn drawing=ζωγραφίζω σχέδιο σχεδιάζω
paint=ζωγραφική πίνακας ζωγραφίζω; painter=ζωγράφος; cutting=κόβω κοπή; burn burnt=καίω κάηκε καύση
breaking=σπάω διάλειμμα; bend=λυγίζω; fold=διπλώνω; wrap=τυλίγω; closed closing closure=κλείνω κλειστός κλείσιμο
cover=καλύπτω κάλυψη εξώφυλλο; coverage=κάλυψη; hang=κρεμώ; glue=κόλλα; tape=ταινία; rope=σχοινί; string=σπάγκος χορδή
needle=βελόνα; nail=καρφί νύχι; hammer=σφυρί; screw=βίδα; wheel=ρόδα τροχός; chain=αλυσίδα; pipe tube=σωλήνας
tank=δεξαμενή άρμα; container glory=δοχείο; giving=δίνω; taking=παίρνω; bringing=φέρνω; lay laid=τοποθετώ
place=τοποθετώ τόπος θέση μέρος; placed=τοποθετώ τόπος θέση; removal=αφαίρεση διαγραφή αφαιρώ
moved moving=κίνηση μετακίνηση μετακομίζω; relocate relocation=μετεγκατάσταση
transport transportation=μεταφορά συγκοινωνία; ship shipment=πλοίο αποστολή; traveller traveler=ταξιδιώτης
journey voyage=ταξίδι; tour=περιοδεία ξενάγηση; tourist tourism=τουρίστας τουρισμός; ride=βόλτα διαδρομή
driver=οδηγός; car vehicle=αυτοκίνητο όχημα; truck lorry=φορτηγό; traffic=κυκλοφορία κίνηση
highway motorway=αυτοκινητόδρομος; path=μονοπάτι διαδρομή; track=ίχνος τροχιά κομμάτι; lane=λωρίδα
cross=διασχίζω σταυρός διάβαση; tunnel=σήραγγα; harbour harbor port=λιμάνι λιμένας; dock=αποβάθρα
railway railroad rail=σιδηρόδρομος; pilot=πιλότος; bought=αγορά αγοράζω αγόρασα; sold=πουλώ πώληση πούλησα
seller vendor=πωλητής; buyer=αγοραστής; customer client=πελάτης; consumption consume=καταναλωτής κατανάλωση
shop=κατάστημα μαγαζί ψώνια; supermarket=σουπερμάρκετ; products=προϊόν; goods=αγαθά εμπορεύματα; brand=μάρκα
worth worthy=αξία; afford=αντέχω; luxury=πολυτέλεια; gift=δώρο; advertisement advert advertise=διαφήμιση
property=ιδιοκτησία περιουσία ιδιότητα; estate=περιουσία ακίνητα; treasure=θησαυρός; wealth wealthy=πλούτος πλούσιος
poor=φτωχός; benefits=όφελος επίδομα παροχή; welfare=πρόνοια; charity=φιλανθρωπία; serve=υπηρετώ εξυπηρετώ
servant=υπηρέτης; slave slavery=δούλος σκλάβος; allowed allowing=επιτρέπεται
forbid forbidden prohibit prohibition=απαγορεύεται; let=αφήνω; determine=καθορίζω; selected selection=επιλέγω επιλογή
changed changing=αλλαγή αλλάζω; alter=αλλάζω; rename=μετονομασία; calling=καλώ κλήση; respond=απαντώ ανταποκρίνομαι
demand=απαίτηση ζήτηση απαιτώ; welcome=καλωσόρισμα υποδοχή; greet=χαιρετισμός; met=συναντώ συνάντηση γνωρίζω
introduce introduction=εισαγωγή παρουσιάζω; visitor=επισκέπτης; attended=παρακολουθώ παρευρίσκομαι παρακολούθηση
gathering=συγκέντρωση; celebrate celebration=γιορτή γιορτάζω εορτασμός; festival=φεστιβάλ γιορτή; party=πάρτι κόμμα
concert=συναυλία; exhibition exhibit=έκθεση; play=παίζω παιχνίδι έργο; played playing=παίζω παιχνίδι; doll=κούκλα
hobby=χόμπι; leisure=ελεύθερος αναψυχή; entertainment entertain=ψυχαγωγία διασκέδαση
practise=εξάσκηση πρακτική εξασκούμαι; trained=εκπαιδεύω προπόνηση; learned learnt=μαθαίνω έμαθα μάθηση
memorize memorise=αποστηθίζω; worked=δουλεύω εργάζομαι δουλειά; business=επιχείρηση δουλειά εταιρεία
perform performance=επίδοση παράσταση εκτελώ; act=πράξη ενεργώ; operated operator=λειτουργώ χειριστής
reuse=επαναχρησιμοποίηση; experiment experimental=πείραμα πειραματικός; guarantee warranty=εγγύηση
ensure=εξασφαλίζω διασφαλίζω; counted=μετρώ αρίθμηση; numbered=αριθμός αρίθμηση; leading=οδηγώ ηγούμαι; obey=υπακούω
force=αναγκάζω δύναμη; oblige obligation=υποχρέωση υποχρεωμένος; requires=απαιτείται απαίτηση; miss=χάνω λείπω
losing=χάνω χάσω; win=κερδίζω νίκη νικητής; winning=κερδίζω νίκη; beat beaten=νικώ χτυπώ
compete competitor competitive=ανταγωνισμός ανταγωνίζομαι; fight fought=πολεμώ μάχη αγώνας; quarrel=καβγάς
bother annoy=ενοχλώ ενοχλητικός; disturb disturbance nuisance=ενόχληση; interrupt interruption=διακοπή διακόπτω
aged=ηλικία; latest=τελευταίος νεότερος; fresh=φρέσκος νωπός; contemporary=σύγχρονος; minor=ανήλικος ελάσσων
strength strengthen=δύναμη ενίσχυση; reinforce=ενίσχυση ενισχύω; solid=στερεός στερεό; soft=μαλακός
smooth=λείος ομαλός; rough=τραχύς; tight=σφιχτός; loose=χαλαρός; stable stability=σταθερός σταθερότητα
steady=σταθερός; flexible flexibility=ευέλικτος ευελιξία; comfortable comfort=άνετος άνεση; uncomfortable=άβολος
rich=πλούσιος; precious valuable=πολύτιμος; fair fairness=δίκαιος πανηγύρι; unfair=άδικος
just justice=δικαιοσύνη δίκαιος; guilty guilt=ένοχος; innocent innocence=αθώος; positive=θετικός; negative=αρνητικός
passive=παθητικός; careless=απρόσεκτος; patience=υπομονή; impatient=ανυπόμονος; difficulty=δύσκολος
complicated=περίπλοκος; theoretical=θεωρητικός; global worldwide=παγκόσμιος; world=κόσμος παγκόσμιος
universal universe=σύμπαν καθολικός; standard=πρότυπο; ideal=ιδανικός; extreme=ακραίος εξαιρετικά
favorite favourite=αγαπημένος; parts=μέρος κομμάτι; area=περιοχή περιφέρεια; space=χώρος διάστημα; weigh=ζυγίζω
shorter=συντομότερος κοντός; noticeboard=πίνακας ανακοινώσεων; signpost=πινακίδα; clue hint=υπόδειξη στοιχείο
mystery mysterious=μυστήριο; puzzle=παζλ γρίφος; riddle=αίνιγμα; trick=κόλπο τέχνασμα; magic magical=μαγεία
ghost=φάντασμα; monster=τέρας; hero heroine=ήρωας ηρωίδα; enemy=εχθρός; rival opponent=αντίπαλος; ally=σύμμαχος
stranger=ξένος άγνωστος; unknown=άγνωστος; fellow=σύντροφος συνάδελφος; birth=γέννηση γεννήθηκε
death=θάνατος πέθανε νεκρός; deaths=θάνατος; marriage=γάμος παντρεύτηκε; incident=συμβάν περιστατικό
occasion=περίσταση ευκαιρία; adventure=περιπέτεια; expert expertise=ειδικός εμπειρογνώμονας
specialise specialize speciality specialty=ειδίκευση ειδικότητα εξειδίκευση; amateur=ερασιτέχνης
story tale=ιστορία παραμύθι; legend=θρύλος; fable=μύθος; fairy=νεράιδα παραμύθι; diary=ημερολόγιο; phrase=φράση
expression express=έκφραση εκφράζω; conversation=συνομιλία συζήτηση; note=σημείωση σημειώνω; views=άποψη θέα προβολή
attitude=στάση; logic logical=λογική; reasonable=λογικός εύλογος; concept=έννοια; theme=θέμα; pattern=μοτίβο πρότυπο
trend tendency tend=τάση; habit=συνήθεια; custom=έθιμο συνήθεια; tradition=παράδοση παραδοσιακή; manner way=τρόπος
approach=προσέγγιση; strategy=στρατηγική; tactic=τακτική; solutions=λύση; least=λιγότερο ελάχιστος; super=υπέροχος
figure=αριθμός σχήμα μορφή; loss=απώλεια ζημία; potential=δυνατότητα δυναμικό πιθανός; focus=εστίαση εστιάζω επίκεντρο
beyond=πέρα; physical=φυσικός σωματικός; multiple=πολλαπλός; literally=κυριολεκτικά; overall=συνολικά
spot=σημείο κηλίδα; hall=αίθουσα; powerful=ισχυρός; reach=φτάνω προσέγγιση; surface=επιφάνεια
generation=γενιά παραγωγή; foundation=ίδρυμα βάση; wild=άγριος; firm=εταιρεία σταθερός
aware awareness=ενήμερος επίγνωση ευαισθητοποίηση; dear=αγαπητός; frank sincere=ειλικρινής; slight=ελαφρώς
treat=θεραπεύω μεταχειρίζομαι; core=πυρήνας; presence=παρουσία; lying=ψέμα; pool=πισίνα; squad=ομάδα; hole=τρύπα
confidence confident=αυτοπεποίθηση εμπιστοσύνη; numerous=πολυάριθμος; escape=απόδραση διαφεύγω; pure=αγνός καθαρός
vision=όραμα όραση; familiar=οικείος γνωστός; upset=αναστατωμένος; blow=φυσώ χτύπημα; deserve worthwhile=αξίζω
instance=περίπτωση παράδειγμα; favor favour=χάρη εύνοια; flag=σημαία; frame=πλαίσιο; bunch=τσαμπί μάτσο
mess=ακαταστασία; unlike=αντίθετα; severe=σοβαρός αυστηρός; brilliant=λαμπρός; personality=προσωπικότητα
perspective=προοπτική οπτική; relief=ανακούφιση ανάγλυφο; resist resistance=αντίσταση; retail=λιανική; sight=όραση θέα
marine=θαλάσσιος; peak=κορυφή; raw=ωμός ακατέργαστος; engage engagement=δέσμευση συμμετοχή; fantasy=φαντασία
expose exposure=έκθεση εκτίθεμαι; extensive=εκτεταμένος; formation=σχηματισμός; smell=μυρωδιά μυρίζω
surround=περιβάλλω γύρω; vast=τεράστιος αχανής; ignore ignorance=αγνοώ; meanwhile=εντωμεταξύ; regardless=ανεξάρτητα
chamber=θάλαμος επιμελητήριο; everyday=καθημερινός; extent=έκταση βαθμός; gap=κενό χάσμα
impressive impress=εντυπωσιακός εντυπωσιάζω; mount=όρος βουνό; elsewhere=αλλού; gear=εξοπλισμός γρανάζι
sensitive=ευαίσθητος; superior=ανώτερος; inferior=κατώτερος; transition=μετάβαση; flash=φλας λάμψη
formal=επίσημος τυπικός; informal=άτυπος ανεπίσημος; respectively=αντίστοιχα; trail=μονοπάτι; assault=επίθεση
chase=κυνηγώ καταδίωξη; passion=πάθος; naked bare=γυμνός; pizza=πίτσα; romantic=ρομαντικός; afterwards=αργότερα
diamond=διαμάντι; suck=ρουφώ; boost=ενίσχυση ώθηση; crack=ρωγμή; priority=προτεραιότητα; decline=μείωση παρακμή
recall=θυμάμαι ανάκληση; layer=στρώμα; intense intensity=έντονος ένταση; visible=ορατός; invisible=αόρατος
reflect reflection=αντανάκλαση; pace=ρυθμός; reward=ανταμοιβή; routine=ρουτίνα; vital=ζωτικός; genuine=γνήσιος
regret=μετανιώνω λύπη; script=σενάριο γραφή; scratch=γρατζουνιά; shell=κέλυφος όστρακο; stretch=τεντώνω; rip=σκίζω
trap=παγίδα; yell=φωνάζω; weapon=όπλο; whistle=σφυρίχτρα; mask=μάσκα; ladder=σκάλα; mission=αποστολή
accompany=συνοδεύω συνοδός; escort chaperone=συνοδός; assemble=συναρμολογώ; assure=διαβεβαιώνω; bite=δαγκώνω
chop=κόβω; clap=χειροκρότημα; collapse=κατάρρευση; conclude conclusion=συμπέρασμα συμπεραίνω; confess=ομολογώ
contribute contribution=συνεισφορά συμβολή; crawl=έρπω; dig=σκάβω; drown=πνίγω; emerge=αναδύομαι
emphasis emphasize emphasise=έμφαση; encounter=συναντώ; envy jealous jealousy=ζήλια ζηλεύω φθόνος; exaggerate=υπερβολή
exceed excess=υπέρβαση υπερβαίνω; float=επιπλέω; flee=διαφεύγω; gamble=τζόγος; grasp=πιάνω; hesitate=διστάζω
imitate imitation=μίμηση μιμούμαι; imply=υπονοώ; indicate indication=ένδειξη δείχνω; insist persist=επιμένω
intervene intervention=παρέμβαση; isolate isolation=απομόνωση; knock=χτυπώ; lean=γέρνω; mislead=παραπλανώ; mourn=θρηνώ
neglect=παραμέληση; obstacle=εμπόδιο; overcome=ξεπερνώ; preserve preservation=διατήρηση συντήρηση
pretend=προσποιούμαι; pursue=επιδιώκω; rebuild=ανοικοδόμηση; recovery=ανάκτηση ανάρρωση; reduce=μειώνω μείωση
relieve=ανακουφίζω; rely reliable reliability=αξιόπιστος βασίζομαι; rub=τρίβω; scatter=σκορπίζω; shrink=συρρίκνωση
sink sank sunk=βυθίζω νεροχύτης; squeeze=στύβω; stare=κοιτάζω; stir=ανακατεύω; swallow=καταπίνω χελιδόνι
sweep wipe=σκουπίζω; tease=πειράζω; tolerate tolerance toleration=ανοχή; trace=ίχνος; trigger=σκανδάλη προκαλώ
twist=στρίβω; urge=προτρέπω; wander=περιπλανώμαι; weave=υφαίνω; weep=κλαίω; yield=απόδοση; adequate=επαρκής
annually=ετήσια; apparent=φαινομενικός προφανής; bald=φαλακρός; casual=πρόχειρος; cheerful=χαρούμενος
classic classical=κλασικός; collective=συλλογικός; compact=συμπαγής; competent=ικανός αρμόδιος
concrete=συγκεκριμένος σκυρόδεμα μπετόν; delicate=ευαίσθητος λεπτός; elegant=κομψός
enthusiastic enthusiasm=ενθουσιασμός; everlasting eternal=αιώνιος; explicit=ρητός; faithful loyalty loyal=πιστός
fragile=εύθραυστος; generous=γενναιόδωρος; grateful gratitude=ευγνώμων ευγνωμοσύνη; harmless=αβλαβής; hollow=κούφιος
humble=ταπεινός; inevitable=αναπόφευκτος; mature=ώριμος; mutual=αμοιβαίος; naughty=άτακτος; neat tidy=τακτοποιημένος
nasty=απαίσιος; optimistic optimism=αισιόδοξος; pessimistic=απαισιόδοξος; outstanding=εξαιρετικός εκκρεμής
pending=εκκρεμεί; peculiar=ιδιόμορφος; plausible=αληθοφανής; random=τυχαίος; remarkable=αξιόλογος
respectful respect=σεβασμός σέβομαι; rigid=άκαμπτος; rotten=σάπιος; rusty rust=σκουριά; selfish=εγωιστής
sober=νηφάλιος; strict=αυστηρός; superb=έξοχος; thorough=διεξοδικός; transparent transparency=διαφανής; appetite=όρεξη
atmosphere=ατμόσφαιρα; character=χαρακτήρας; charm=γοητεία; companion=σύντροφος; compromise=συμβιβασμός
consideration=σκέψη; controversy controversial=διαμάχη αμφιλεγόμενος; curse=κατάρα; deed=πράξη; despair=απόγνωση
dignity=αξιοπρέπεια; dilemma=δίλημμα; empathy=ενσυναίσθηση; gossip=κουτσομπολιό; greed=απληστία; hospitality=φιλοξενία
illusion=ψευδαίσθηση; impulse=παρόρμηση; inconvenience=αναστάτωση ταλαιπωρία; initiative=πρωτοβουλία δράση
instinct=ένστικτο; insight=διορατικότητα; intuition=διαίσθηση; leadership=ηγεσία ηγέτης; mercy=έλεος
nightmare=εφιάλτης; privilege=προνόμιο; proverb=παροιμία; quest=αναζήτηση; ritual=τελετουργία; rumour rumor=φήμη
scandal=σκάνδαλο; scarcity scarce=σπανιότητα; shelter=καταφύγιο; solidarity=αλληλεγγύη; stamina=αντοχή
endurance endure=αντοχή αντέχω; suspicion=υποψία; temper=ιδιοσυγκρασία; temptation=πειρασμός; thrill=συγκίνηση
torment=βάσανο; tragedy=τραγωδία τραγικός; turmoil=αναταραχή; vanity=ματαιοδοξία; vengeance revenge=εκδίκηση
warmth=ζεστασιά; wrist=καρπός; elbow=αγκώνας; ankle=αστράγαλος; chin=πηγούνι; cheek=μάγουλο; forehead=μέτωπο
beard=γένι μούσι; moustache=μουστάκι
"""
