"""The words of an encyclopaedia, English and Greek, in the format of `cogs.helpdesk.lexicon`."""

from __future__ import annotations

WORLD = """
country peasant=χώρα; greece=ελλάδα; cyprus=κύπρος; france=γαλλία; germany germanic=γερμανία; italy=ιταλία
spain=ισπανία; england=αγγλία; britain british=βρετανία; russia russian=ρωσία; china chinese=κίνα κινεζική
japan japanese=ιαπωνία; india indian=ινδία ινδική; america american=αμερική αμερικανική; egypt=αίγυπτος
turkey=τουρκία γαλοπούλα; africa african=αφρική αφρικανική; asia asian=ασία ασιατική; australia=αυστραλία
poland polish=πολωνία; state=κράτος πολιτεία κατάσταση; states politics political politician citizenry=πολιτείες
united=ηνωμένες ενωμένος; kingdom royal=βασίλειο; king queen=βασιλιάς; government=κυβέρνηση; president=πρόεδρος
parliament=κοινοβούλιο βουλή; election=εκλογή ψήφος ψηφίζω; leader=ηγέτης ηγεσία; power=δύναμη ισχύς εξουσία
war warfare=πόλεμος; battle=μάχη; army military=στρατός στρατιωτική; soldier=στρατιώτης; attack=επίθεση
defense defence=άμυνα; peace pacific=ειρήνη; treaty agreement=συνθήκη συμφωνία; revolution=επανάσταση
police policeman policewoman=αστυνομία; city=πόλη; town village=πόλη χωριό; capital=πρωτεύουσα κεφάλαιο
region district=περιοχή περιφέρεια; location=τοποθεσία; address=διεύθυνση; street road=δρόμος οδός; house=σπίτι οικία
home=σπίτι αρχική; room=δωμάτιο αίθουσα; floor=όροφος; door=πόρτα; wall=τοίχος; bridge=γέφυρα; church=εκκλησία
castle=κάστρο; museum music musical muse=μουσείο; hospital=νοσοκομείο; airport=αεροδρόμιο; station=σταθμός
boat playoff=πλοίο; plane aircraft=αεροπλάνο αεροσκάφος; engine=κινητήρας μηχανή
machine engineer mechanical mechanic=μηχανή; industry industrial=βιομηχανία; factory=εργοστάσιο
company=εταιρεία επιχείρηση; economy economic=οικονομία; worker=εργάτης εργαζόμενος; employee=υπάλληλος εργαζόμενος
employment=απασχόληση; unemployment=ανεργία; tax tribute=φόρος; poverty=φτωχός; equality=ίσος ισότητα
growth grow=ανάπτυξη αυξάνομαι; development=ανάπτυξη αναπτύσσω; increase=αύξηση αυξάνω
decrease reduction=μείωση μειώνω; people=άνθρωποι λαός άτομα; person=άτομο πρόσωπο άνθρωπος
human humanity=άνθρωπος ανθρώπινη ανθρωπότητα; man=άνδρας άνθρωπος; woman=γυναίκα; boy=αγόρι; girl=κορίτσι
family=οικογένεια; father=πατέρας; mother=μητέρα; son=γιος; daughter=κόρη; brother sister=αδελφός
wife=σύζυγος γυναίκα; husband=σύζυγος άνδρας; born=γέννηση γεννήθηκε; die dead=θάνατος πέθανε νεκρός
marry=γάμος παντρεύτηκε; population populous=πληθυσμός πολυπληθής; social=κοινωνία
culture cultural=πολιτισμός πολιτιστική; history historical historian=ιστορία; modern=σύγχρονος μοντέρνος
medieval=μεσαιωνικός; traditional=παράδοση παραδοσιακή; religion religious=θρησκεία θρησκευτική; god=θεός
christian=χριστιανός; muslim=μουσουλμάνος; islam islamic=ισλάμ; art=τέχνη; artist=καλλιτέχνης; song=τραγούδι
film movie=ταινία φιλμ; theatre theater=θέατρο; game=παιχνίδι αγώνας; sport=αθλητισμός άθλημα; player=παίκτης
won=νίκη κερδίζω νικητής; defeat=ήττα χάνω; season=σεζόν εποχή; league=πρωτάθλημα λίγκα
championship champion=πρωτάθλημα πρωταθλητής; football soccer=ποδόσφαιρο; television=τηλεόραση; radio=ραδιόφωνο
newspaper=εφημερίδα; series=σειρά; episode=επεισόδιο; broadcast=μετάδοση εκπομπή; author writer=συγγραφέας
novel=μυθιστόρημα; poet poem=ποιητής ποίημα; mathematics math mathematical mathematician=μαθηματικά
physics nature natural physicist=φυσική; chemistry chemical=χημεία; biology biological biologist=βιολογία
theory=θεωρία; proof prove=απόδειξη αποδεικνύω; formula=τύπος; equation=εξίσωση; temperature=θερμοκρασία
heat=θερμότητα; energy=ενέργεια; mass=μάζα; pressure=πίεση; light=φως ελαφρύς; speed velocity=ταχύτητα; earth=γη
moon=σελήνη φεγγάρι; sun helium=ήλιος; star=αστέρι άστρο; planet=πλανήτης; water=νερό ύδωρ; river=ποταμός; sea=θάλασσα
lake=λίμνη; ocean=ωκεανός; mountain=βουνό όρος; island=νησί; forest=δάσος; rock=πέτρωμα βράχος; gold=χρυσός
iron=σίδηρος; steel=χάλυβας; metal medal=μέταλλο; oil=πετρέλαιο λάδι; gas air=αέριο
electric electricity=ηλεκτρικό ηλεκτρισμός; plant=φυτό εγκατάσταση; tree=δέντρο; animal=ζώο; bird=πουλί; fish=ψάρι
species=είδος; cell=κύτταρο; body=σώμα όργανο; blood=αίμα; heart=καρδιά; brain stroke=εγκέφαλος
disease illness=ασθένεια νόσος; medicine drug medication=φάρμακο ιατρική; doctor physician=γιατρός ιατρός
patient=ασθενής; treatment=θεραπεία μεταχείριση; food=τροφή φαγητό τρόφιμα; climate=κλίμα; weather cairo candle=καιρός
environment environmental=περιβάλλον περιβαλλοντική; kings=βασιλιάς βασιλείς
emperor empress=αυτοκράτορας αυτοκράτειρα; empire imperial=αυτοκρατορία; prince=πρίγκιπας; princess=πριγκίπισσα
duke=δούκας; duchess=δούκισσα; duchy=δουκάτο; countess=κόμης κόμισσα μετρώ; baron=βαρόνος
noble nobility nobleman aristocracy=ευγενής αριστοκρατία; lord=λόρδος άρχοντας; throne=θρόνος
crown coronation=στέμμα στέφθηκε στέψη; reign=βασιλεία βασίλευσε; monarch monarchy=μονάρχης; dynasty=δυναστεία
heir=διάδοχος κληρονόμος; successor succeeded succession=διάδοχος διαδέχθηκε; predecessor=προκάτοχος
inherit inheritance heritage legacy=κληρονομιά; ancestor=πρόγονος; descendant descent=απόγονος καταγωγή
tribe tribal gender leaf leaves=φυλή; clan=φατρία γένος; race=φυλή αγώνας κούρσα; racial=φυλή αγώνας
racism racist=ρατσισμός; ethnic ethnicity=εθνοτικός εθνικός; nation=έθνος
nationalism nationalist=εθνικισμός εθνικιστής; colony colonial=αποικία αποικιακός
colonialism colonization colonisation=αποικιοκρατία αποικισμός
settle settlement=εγκατάσταση οικισμός άποικος εγκαταστάθηκε; indigenous aboriginal=ιθαγενής αυτόχθονας
immigration migrate migrant=μετανάστης μετανάστευση; exile=εξορία εξορίστηκε; diaspora=διασπορά; homeland=πατρίδα
patriot patriotism=πατριώτης πατριωτισμός; province=επαρχία; county comet=κομητεία; prefecture=νομός
municipality municipal=δήμος δημοτικός; mayor=δήμαρχος; governor=κυβερνήτης; govern=κυβερνώ διακυβέρνηση
governance=διακυβέρνηση; republic republican=δημοκρατία ρεπουμπλικάνος; democracy democratic democrat=δημοκρατία
dictator dictatorship=δικτάτορας; tyrant tyranny=τύραννος; regime=καθεστώς
constitution constitutional=σύνταγμα συνταγματικός; amendment=τροποποίηση τροπολογία; reform=μεταρρύθμιση
revolt rebellion uprising=εξέγερση επανάσταση; rebel=επαναστάτης αντάρτης; coup=πραξικόπημα; anarchy anarchist=αναρχία
communism communist=κομμουνισμός κομμουνιστικός; socialism socialist=σοσιαλισμός σοσιαλιστικός
capitalism capitalist=καπιταλισμός καπιταλιστικός; fascism fascist=φασισμός φασιστικός; nazi nazism=ναζιστικός ναζί
liberal liberalism=φιλελεύθερος φιλελευθερισμός; conservative=συντηρητικός; ideology ideological=ιδεολογία
propaganda=προπαγάνδα; senator senate=γερουσιαστής γερουσία; congress=κογκρέσο; chancellor=καγκελάριος
premier=πρωθυπουργός; opposition oppose=αντιπολίτευση αντίθεση αντιτίθεμαι; campaign=εκστρατεία; voter=ψηφοφόρος
elect=εκλέγω εκλέχτηκε; referendum=δημοψήφισμα; veto=βέτο; coalition=συνασπισμός; legislature legislative=νομοθετικός
diplomat diplomacy diplomatic=διπλωμάτης; consul consulate=πρόξενος; alliance=συμμαχία
neutral neutrality=ουδέτερος ουδετερότητα; negotiate negotiation=διαπραγμάτευση; summit=κορυφή σύνοδος
sanction=κύρωση; embargo=εμπάργκο; declared=κηρύσσω δηλώνω; proclaim=ανακηρύσσω; civilian=άμαχος πολίτης
troop=στρατεύματα στρατός; navy naval=ναυτικό ναυμαχία; fleet=στόλος; admiral=ναύαρχος
command=διοικητής διοίκηση εντολή; colonel=συνταγματάρχης; captain=αρχηγός πλοίαρχος λοχαγός; lieutenant=υπολοχαγός
officer=αξιωματικός; sergeant=λοχίας; knight=ιππότης; cavalry=ιππικό; infantry=πεζικό; artillery=πυροβολικό
warrior=πολεμιστής; invade invasion=εισβολή εισβάλλω; conquered=κατακτώ κατακτήθηκε; occupy=κατέχω κατοχή καταλαμβάνω
siege besieged=πολιορκία; defeated=ήττα ηττήθηκε νικώ; victory victorious=νίκη; surrender=παράδοση παραδίδομαι
retreat=υποχώρηση; capture=σύλληψη αιχμαλωτίζω κατάληψη; prisoner=φυλακισμένος αιχμάλωτος
hostage homer homeric=όμηρος; massacre=σφαγή; genocide=γενοκτονία; holocaust=ολοκαύτωμα; bomb=βόμβα βομβαρδισμός
explode explosion explosive=έκρηξη εκρηκτικός; gun rifle=όπλο τουφέκι; shoot shot=πυροβολώ πυροβολισμός βολή
bullet=σφαίρα; missile=πύραυλος βλήμα; rocket=πύραυλος ρουκέτα; nuclear nucleus=πυρηνικός; sword=σπαθί ξίφος
shield=ασπίδα; spear=δόρυ; bow=τόξο; armour armor armed=πανοπλία ένοπλος; submarine=υποβρύχιο
spy espionage=κατάσκοπος; terrorism terrorist=τρομοκρατία; assassinate assassination=δολοφονία δολοφονήθηκε
execute execution=εκτέλεση εκτελώ; torture=βασανιστήριο; truce armistice ceasefire=ανακωχή εκεχειρία
veteran=βετεράνος; conflict=σύγκρουση διαμάχη; violence violent=βία βίαιος; riot=ταραχή; boycott=μποϊκοτάζ
liberation liberate=απελευθέρωση; freedom liberty=ελευθερία; lawyer attorney=νόμος δίκαιο δικηγόρος
solicitor barrister=δικηγόρος; judicial judiciary=δικαστικός; judgment judgement=κρίση απόφαση; jury=ένορκοι
witness testimony testify=μάρτυρας; evidence=στοιχεία απόδειξη; suspect=ύποπτος; criminal=εγκληματίας ποινικός
arrest=σύλληψη συνελήφθη; jail imprisoned imprisonment=φυλακή φυλάκιση; convict conviction=καταδίκη καταδικάζω
sue lawsuit=μήνυση αγωγή; punish=τιμωρία; robbery rob=ληστεία; rape=βιασμός; abuse=κακοποίηση κατάχρηση
corruption corrupt=διαφθορά; bribe=δωροδοκία; smuggling=λαθρεμπόριο; detective=ντετέκτιβ
discrimination discriminate=διάκριση; feminism feminist=φεμινισμός; sex sexual=φύλο σεξουαλικός
homosexual=ομοφυλόφιλος; humanitarian=ανθρωπιστικός; prehistoric prehistory=προϊστορικός
archaeology archaeological archaeologist archeology=αρχαιολογία; excavation=ανασκαφή; ruin=ερείπια
monument memorial=μνημείο; civilization civilisation=πολιτισμός; bronze=χαλκός χάλκινος; stone=πέτρα λίθος
copper=χαλκός; marble=μάρμαρο; renaissance=αναγέννηση; enlightenment=διαφωτισμός; millennium=χιλιετία
chronological chronology=χρονολογία; antiquity=αρχαιότητα; pharaoh=φαραώ; pyramid=πυραμίδα; temple=ναός
palace=παλάτι ανάκτορο; fortress fort=φρούριο οχυρό; tower=πύργος; cathedral=καθεδρικός; chapel=παρεκκλήσι
monastery=μοναστήρι μονή; monk munich=μοναχός; mosque=τζαμί τέμενος; synagogue=συναγωγή
statue sculpture=άγαλμα γλυπτό; sculptor=γλύπτης; theology theologian=θεολογία; goddess gods deity=θεά θεοί θεότητα
divine=θεϊκός θείος; holy sacred=ιερός άγιος; saint=άγιος; bible biblical=βίβλος; gospel=ευαγγέλιο; koran quran=κοράνι
prophet=προφήτης; apostle=απόστολος; angel=άγγελος; devil demon=διάβολος δαίμονας; heaven paradise=παράδεισος ουρανός
hell=κόλαση; pray=προσευχή; worship=λατρεία; faith=πίστη; miracle=θαύμα; priest priesthood=ιερέας παπάς
bishop archbishop=επίσκοπος αρχιεπίσκοπος; pope papal duck=πάπας; patriarch=πατριάρχης; clergy=κλήρος
christ jesus=χριστός ιησούς; christianity christians=χριστιανισμός χριστιανός; catholic=καθολικός
orthodox orthodoxy=ορθόδοξος; protestant=προτεστάντης; jew jewish judaism=εβραίος εβραϊκός ιουδαϊσμός
buddhism buddhist=βουδισμός βουδιστής; hindu hinduism=ινδουισμός; atheism atheist=αθεϊσμός άθεος; pagan=παγανιστικός
sacrifice=θυσία; baptism baptized=βάπτισμα; fasting=νηστεία; pilgrim pilgrimage=προσκύνημα; sect=αίρεση
myth mythology mythological=μύθος μυθολογία; philosophy philosopher philosophical=φιλοσοφία
ethics ethical=ηθική δεοντολογία; moral morality=ηθικός; virtue=αρετή; evil=κακό
geography geographical geographic=γεωγραφία; continent continental=ήπειρος ηπειρωτικός; hemisphere=ημισφαίριο
equator=ισημερινός; latitude amplitude=πλάτος; longitude=μήκος; altitude elevation=υψόμετρο; peninsula=χερσόνησος
coast coastal=ακτή παράκτιος; shore=ακτή; beach=παραλία; bay gulf=κόλπος; strait=στενό πορθμός; valley=κοιλάδα
plain=πεδιάδα απλός; plateau=οροπέδιο; hill=λόφος; cliff=γκρεμός; cave=σπηλιά σπήλαιο; desert=έρημος; jungle=ζούγκλα
swamp=βάλτος; glacier=παγετώνας; volcano volcanic=ηφαίστειο ηφαιστειακός; earthquake=σεισμός; flood=πλημμύρα
tsunami=τσουνάμι; hurricane=τυφώνας; drought=ξηρασία; waterfall=καταρράκτης; canal=διώρυγα κανάλι; dam=φράγμα
creek=ρέμα; well=πηγάδι καλά; mining=ορυχείο εξόρυξη; miner=ορυχείο εξόρυξη ανθρακωρύχος; coal=άνθρακας κάρβουνο
sand=άμμος; soil=έδαφος χώμα; mud=λάσπη; clay=πηλός; archipelago=αρχιπέλαγος; atlantic=ατλαντικός
mediterranean=μεσόγειος; aegean=αιγαίο; arctic=αρκτική; antarctic antarctica=ανταρκτική; alps=άλπεις; himalaya=ιμαλάια
nile=νείλος; danube=δούναβης; rhine=ρήνος; amazon=αμαζόνιος; balkan=βαλκάνια; scandinavia scandinavian=σκανδιναβία
wildlife=άγρια ζωή; countryside=ύπαιθρος εξοχή; landscape scenery=τοπίο; rome roman=ρώμη ρωμαϊκός
athens athenian=αθήνα αθηναϊκός; sparta spartan=σπάρτη σπαρτιάτης; thessaloniki=θεσσαλονίκη; crete=κρήτη
macedonia=μακεδονία; byzantine byzantium=βυζαντινός βυζάντιο; ottoman=οθωμανικός
constantinople istanbul=κωνσταντινούπολη; persia persian=περσία; mesopotamia=μεσοποταμία; babylon babylonian=βαβυλώνα
egyptian=αιγύπτιος αιγυπτιακός; phoenician=φοίνικας; london=λονδίνο; berlin=βερολίνο; madrid=μαδρίτη; vienna=βιέννη
moscow=μόσχα; brussels=βρυξέλλες; warsaw=βαρσοβία; lisbon=λισαβόνα; prague=πράγα; venice venetian=βενετία ενετικός
florence=φλωρεντία; milan=μιλάνο; geneva=γενεύη; jerusalem=ιερουσαλήμ; alexandria alexander=αλεξάνδρεια
beijing=πεκίνο; tokyo=τόκιο; washington=ουάσιγκτον; chicago=σικάγο; sydney=σίδνεϊ; nicosia=λευκωσία
amsterdam=άμστερνταμ; stockholm=στοκχόλμη; dublin=δουβλίνο; canada canadian=καναδάς; mexico mexican=μεξικό μεξικανικός
brazil brazilian=βραζιλία βραζιλιάνικος; argentina argentine=αργεντινή; chile timber=χιλή; cuba cuban bucket=κούβα
peru=περού; colombia columbus=κολομβία; venezuela=βενεζουέλα; australian=αυστραλία αυστραλιανός; zealand=ζηλανδία
austria austrian=αυστρία αυστριακός; hungary hungarian=ουγγαρία ουγγρικός; czech=τσεχία; romania romanian=ρουμανία
bulgaria bulgarian=βουλγαρία; serbia serbian=σερβία; croatia croatian=κροατία; slovenia slovenian=σλοβενία
slovakia slovak=σλοβακία; albania albanian=αλβανία; bosnia=βοσνία; yugoslavia=γιουγκοσλαβία
ukraine ukrainian=ουκρανία; lithuania=λιθουανία; latvia=λετονία; estonia=εσθονία; finland finnish=φινλανδία
sweden swedish=σουηδία; norway norwegian=νορβηγία; denmark danish=δανία; iceland=ισλανδία; ireland irish=ιρλανδία
scotland scottish=σκωτία σκωτσέζικος; wales welsh=ουαλία; portugal portuguese=πορτογαλία
netherlands dutch holland=ολλανδία κάτω; belgium belgian=βέλγιο; switzerland swiss=ελβετία; luxembourg=λουξεμβούργο
malta=μάλτα; soviet=σοβιετικός; siberia=σιβηρία; turkish turks=τουρκικός; arab arabic arabia arabian=άραβας
israel israeli=ισραήλ ισραηλινός; palestine palestinian=παλαιστίνη; syria syrian=συρία συριακός; lebanon=λίβανος
jordan=ιορδανία; iraq iraqi=ιράκ; iran iranian=ιράν; afghanistan=αφγανιστάν; pakistan pakistani=πακιστάν
korea korean=κορέα κορεατικός; vietnam vietnamese=βιετνάμ; thailand thai=ταϊλάνδη; indonesia indonesian=ινδονησία
malaysia=μαλαισία; philippines=φιλιππίνες; singapore=σιγκαπούρη; taiwan=ταϊβάν; mongol mongolia=μογγόλος
ethiopia=αιθιοπία; kenya vacuum=κένυα; nigeria=νιγηρία; somalia=σομαλία; sudan=σουδάν; libya=λιβύη; tunisia=τυνησία
algeria=αλγερία; morocco=μαρόκο; congo=κονγκό; rwanda=ρουάντα; madagascar=μαδαγασκάρη; texas=τέξας
california=καλιφόρνια; florida=φλόριντα; hawaii=χαβάη; york=υόρκη; hebrew=εβραϊκά; sanskrit=σανσκριτικά
celtic=κελτικός; slavic slavs=σλαβικός; norman normandy=νορμανδός; viking=βίκινγκ; atom atomic=άτομο
molecule molecular=μόριο μοριακός; electron=ηλεκτρόνιο; neutron=νετρόνιο; ion ionian=ιόν; particle=σωματίδιο
photon=φωτόνιο; quantum=κβαντικός; relativity=σχετικότητα; gravity gravitational=βαρύτητα βαρυτικός
magnet magnetic magnetism=μαγνήτης μαγνητισμός; electromagnetic=ηλεκτρομαγνητικός; radiation=ακτινοβολία
radioactive radioactivity=ραδιενεργός; wave wavelength=κύμα μήκος; laser=λέιζερ; optical optics=οπτικός
lens lentil=φακός; mirror=καθρέφτης κάτοπτρο; telescope=τηλεσκόπιο; microscope=μικροσκόπιο; mechanism=μηχανισμός
motion=κίνηση; acceleration accelerate=επιτάχυνση; friction=τριβή; momentum=ορμή; thermodynamics=θερμοδυναμική
steam vapor vapour=ατμός; boil=βράζω βρασμός; melt=λιώνω τήξη; freezing=πήξη παγώνω; liquid fluid=υγρό ρευστό
flow=ροή; voltage=τάση; volt=βολτ; circuit=κύκλωμα; electrical electronic=ηλεκτρικός ηλεκτρονικός
transistor=τρανζίστορ; semiconductor=ημιαγωγός; radar=ραντάρ; satellite=δορυφόρος; antenna=κεραία; acid=οξύ
alkali=αλκάλι; hydrogen=υδρογόνο; oxygen=οξυγόνο; carbon=άνθρακας; nitrogen=άζωτο; sulfur sulphur=θείο
phosphorus=φώσφορος; sodium=νάτριο; calcium=ασβέστιο; potassium=κάλιο; chlorine=χλώριο; uranium uranus=ουράνιο
aluminium aluminum=αλουμίνιο; mercury=υδράργυρος ερμής; zinc=ψευδάργυρος; nickel=νικέλιο; platinum=πλατίνα
oxide oxidation=οξείδιο οξείδωση; compound=ένωση; reactions=αντίδραση; reactor=αντιδραστήρας; catalyst=καταλύτης
solvent=διαλύτης; crystal=κρύσταλλος; mineral=ορυκτό; fossil=απολίθωμα; fuel=καύσιμο
petrol gasoline petroleum=βενζίνη πετρέλαιο; plastic=πλαστικό; rubber=καουτσούκ λάστιχο
astronomy astronomer astronomical=αστρονομία; astronaut=αστροναύτης; spacecraft spaceship=διαστημόπλοιο; orbit=τροχιά
solar=ηλιακός; lunar=σεληνιακός; galaxy=γαλαξίας; asteroid=αστεροειδής; meteor meteorite=μετεωρίτης; eclipse=έκλειψη
mars=άρης; venus=αφροδίτη; jupiter zeus=δίας; saturn=κρόνος; neptune=ποσειδώνας; pluto=πλούτωνας
cosmic cosmos=κοσμικός σύμπαν; cosmology=κοσμολογία; horizon=ορίζοντας; globe=υδρόγειος σφαίρα
ecology ecological ecosystem=οικολογία οικοσύστημα; pollution polluted=ρύπανση μόλυνση; waste=απόβλητα σπατάλη
greenhouse=θερμοκήπιο; ozone=όζον; atmospheric=ατμόσφαιρα; humidity=υγρασία; precipitation rainfall=βροχόπτωση
tropical=τροπικός; renewable=ανανεώσιμος; wildfire=πυρκαγιά; conservation=διατήρηση προστασία; endangered=απειλούμενος
extinct extinction=εξαφάνιση; habitat=ενδιαίτημα βιότοπος; biodiversity=βιοποικιλότητα
evolution evolutionary=εξέλιξη εξελικτικός; organism=οργανισμός; bacteria bacterium=βακτήριο; microbe=μικρόβιο
fungus fungi=μύκητας; mushroom=μανιτάρι; algae=φύκη; parasite=παράσιτο; insect=έντομο; ant=μυρμήγκι; bee=μέλισσα
butterfly=πεταλούδα; mosquito=κουνούπι; spider=αράχνη; worm=σκουλήκι; snake=φίδι; lizard=σαύρα; turtle tortoise=χελώνα
frog=βάτραχος; reptile=ερπετό; amphibian=αμφίβιο; dinosaur=δεινόσαυρος; mammal=θηλαστικό; whale=φάλαινα
dolphin=δελφίνι; shark=καρχαρίας; dog=σκύλος; cat=γάτα; horse=άλογο; cow cattle=αγελάδα βοοειδή; bull=ταύρος βόδι
sheep=πρόβατο; goat=κατσίκα; pig=γουρούνι χοίρος; donkey=γάιδαρος; rabbit=κουνέλι; rat=αρουραίος; wolf=λύκος
fox=αλεπού; lion=λιοντάρι; tiger=τίγρη; elephant=ελέφαντας; monkey=πίθηκος μαϊμού; camel=καμήλα; deer=ελάφι
eagle=αετός; owl=κουκουβάγια; swan=κύκνος; hen=κότα; wing=φτερό πτέρυγα; feather=φτερό; tail=ουρά; horn=κέρατο
nest=φωλιά; pet=κατοικίδιο; zoo zoology=ζωολογικός; botany botanical=βοτανική; flower=λουλούδι άνθος; root=ρίζα
seed=σπόρος; grass=γρασίδι χόρτο; wood wooden=ξύλο ξύλινος δάσος; bush=θάμνος; oak=βελανιδιά; pine=πεύκο; olive=ελιά
grape=σταφύλι; vine vineyard=αμπέλι αμπελώνας; wheat=σιτάρι; corn maize=καλαμπόκι; cotton=βαμβάκι; silk=μετάξι
wool=μαλλί; linen=λινό; leather=δέρμα; harvest=συγκομιδή; farm=αγρόκτημα αγρότης γεωργία
agriculture agricultural=γεωργία αγροτικός; cultivate cultivation=καλλιέργεια; livestock=κτηνοτροφία ζώα
irrigation=άρδευση; fishing fisherman fishery=ψάρεμα ψαράς αλιεία; hunt=κυνήγι; shepherd=βοσκός; mill=μύλος
fertilizer fertiliser=λίπασμα; gene genetic genome=γονίδιο γενετική; chromosome=χρωμόσωμα; dna=dna; protein=πρωτεΐνη
enzyme=ένζυμο; vitamin=βιταμίνη; hormone=ορμόνη; carbohydrate=υδατάνθρακας; fat=λίπος παχύς
photosynthesis=φωτοσύνθεση; chlorophyll=χλωροφύλλη; membrane=μεμβράνη; tissue=ιστός; organ instrument=όργανο
gland=αδένας; vein=φλέβα; artery=αρτηρία; skeleton=σκελετός; skull=κρανίο; spine=σπονδυλική; womb uterus=μήτρα
embryo fetus=έμβρυο; reproduce reproduction reproductive=αναπαραγωγή; immune immunity immunology=ανοσία ανοσοποιητικό
antibody=αντίσωμα; antibiotic=αντιβιοτικό; cancer=καρκίνος; tumor tumour=όγκος; diabetes=διαβήτης; asthma=άσθμα
plague=πανούκλα; tuberculosis=φυματίωση; malaria=ελονοσία; cholera=χολέρα; aids hiv=aids; smallpox=ευλογιά
measles=ιλαρά; symptom=σύμπτωμα; diagnosis diagnose=διάγνωση; surgery surgeon surgical=χειρουργική εγχείρηση
therapy therapist=θεραπεία θεραπευτής; medical=ιατρικός; anatomy=ανατομία; physiology=φυσιολογία
psychology psychologist psychological=ψυχολογία; psychiatry psychiatrist=ψυχιατρική; mental=ψυχικός διανοητικός
depression=κατάθλιψη ύφεση; hygiene=υγιεινή; addiction addicted=εθισμός; drugs=ναρκωτικά φάρμακο
poison poisonous toxic=δηλητήριο δηλητηριώδης τοξικός; clinical=κλινικός; mortality=θνησιμότητα; fertility=γονιμότητα
lifespan=διάρκεια ζωής; veterinary veterinarian=κτηνίατρος; pharmaceutical=φαρμακευτικός
sociology sociologist=κοινωνιολογία; anthropology anthropologist=ανθρωπολογία; linguistic=γλωσσολογία γλωσσικός
pedagogy pedagogical=παιδαγωγική; literature literary=λογοτεχνία; poetry poems poetic=ποίηση ποίημα
fiction=μυθοπλασία; drama dramatic=δράμα δραματικός; tragic=τραγωδία τραγικός; comedy comic=κωμωδία κωμικός κόμικ
epic=έπος επικός; prose=πεζογραφία; verse lyrics=στίχος; narrative narrator=αφήγηση αφηγητής; plot=πλοκή συνωμοσία
scene=σκηνή; audience=κοινό ακροατήριο; actor actress=ηθοποιός; producer derivative=παραγωγός
screenplay scenario=σενάριο; cinema cinematography=κινηματογράφος; documentary=ντοκιμαντέρ; premiere=πρεμιέρα
studio=στούντιο; photography=φωτογράφος; cartoon=σκίτσο κινούμενα; gallery=πινακοθήκη γκαλερί
canvas combustion=καμβάς; mosaic=ψηφιδωτό; pottery ceramic=κεραμική; craft handicraft=χειροτεχνία
masterpiece=αριστούργημα; aesthetic=αισθητική; architect architecture architectural=αρχιτέκτονας; orchestra=ορχήστρα
symphony=συμφωνία; opera=όπερα; melody=μελωδία; rhythm=ρυθμός; harmony=αρμονία; musician compose=μουσικός συνθέτης
composition=σύνθεση έκθεση; piano=πιάνο; violin=βιολί; guitar=κιθάρα; flute=φλάουτο; drum=τύμπανο; trumpet=τρομπέτα
choir chorus=χορωδία χορός; album=άλμπουμ δίσκος; band=μπάντα συγκρότημα; jazz=τζαζ; ballet=μπαλέτο
release=κυκλοφορία έκδοση; sports athlete athletic=αθλητής αθλητισμός στίβος; olympic=ολυμπιακός
trophy=τρόπαιο κύπελλο; tournament=τουρνουά; stadium=στάδιο; referee=διαιτητής; ball=μπάλα; goals=γκολ στόχος τέρμα
goalkeeper=τερματοφύλακας; striker=επιθετικός; basketball=μπάσκετ καλαθοσφαίριση; volleyball=βόλεϊ πετοσφαίριση
tennis=τένις; baseball=μπέιζμπολ; rugby=ράγκμπι; hockey=χόκεϊ; golf=γκολφ; cricket=κρίκετ; boxing boxer=πυγμαχία
wrestling wrestler=πάλη παλαιστής; gymnastics=γυμναστική; skiing=σκι; skating=πατινάζ; rowing=κωπηλασία
sail sailor=ιστιοπλοΐα ιστίο ναύτης; chess=σκάκι; marathon=μαραθώνιος; swimmer=κολυμβητής; quarterback=κουόρτερμπακ
offensive offense offence=επιθετικός επίθεση παράβαση; defensive=αμυντικός; touchdown=τάτσνταουν; semifinal=ημιτελικός
fan=φίλαθλος οπαδός ανεμιστήρας; scored=σκοράρω σημειώνω; economist economics economical=οικονομολόγος οικονομικά
inflation=πληθωρισμός; recession=ύφεση; crisis=κρίση; bankruptcy bankrupt=πτώχευση χρεοκοπία
investor invest investment=επένδυση επενδυτής επενδύω; stock=μετοχή απόθεμα; shareholder=μέτοχος; bond=ομόλογο δεσμός
exporter exports=εξαγωγή; imports=εισαγωγή; tariff=δασμός; customs=τελωνείο; merchant commerce commercial=έμπορος
monopoly=μονοπώλιο; corporation corporate=εταιρεία; entrepreneur entrepreneurship=επιχειρηματίας επιχειρηματικότητα
manufacture=κατασκευαστής μεταποίηση κατασκευή; labour labor=εργασία εργατικός; workforce=δυναμικό εργατικό
taxes taxation taxpayer=φόρος φορολογία φορολογούμενος; treasury=θησαυροφυλάκιο ταμείο; asset=περιουσιακό
productivity=παραγωγικότητα; industrialization industrialisation=εκβιομηχάνιση; infrastructure=υποδομή
facility=εγκατάσταση; brick=τούβλο; cement=τσιμέντο; pump=αντλία; turbine=τουρμπίνα στρόβιλος; generator=γεννήτρια
motor=κινητήρας μοτέρ; brake=φρένο; cylinder=κύλινδρος; helicopter=ελικόπτερο; airline aviation=αεροπορική
airplane aeroplane=αεροπλάνο; runway=διάδρομος; cargo freight=φορτίο; anchor ankara=άγκυρα; lighthouse=φάρος
wreck shipwreck=ναυάγιο; integer=ακέραιος; prime=πρώτος; divisor=διαιρέτης; decimal=δεκαδικός; binary=δυαδικός
digit=ψηφίο; infinite infinity=άπειρος; finite=πεπερασμένος; theorem=θεώρημα; axiom=αξίωμα; hypothesis=υπόθεση
conjecture=εικασία; integral=ολοκλήρωμα; matrix=μήτρα πίνακας; vector=διάνυσμα; polynomial=πολυώνυμο
statistical=στατιστική; graph=γράφημα; diagram=διάγραμμα; chart=διάγραμμα πίνακας; axis=άξονας; diameter=διάμετρος
radius=ακτίνα; perimeter=περίμετρος; parallel=παράλληλος; vertical=κάθετος; horizontal=οριζόντιος; dimension=διάσταση
symmetry symmetrical=συμμετρία; polygon=πολύγωνο; rectangle=ορθογώνιο; logarithm=λογάριθμος
exponential exponent=εκθετικός; linear=γραμμικός; computational=υπολογιστικός
compute computation=υπολογισμός υπολογίζω; turing=τούρινγκ; sequence=ακολουθία; simulate simulation=προσομοίωση
inhabitant inhabited=κάτοικος κατοικημένος; density=πυκνότητα; census=απογραφή; birthplace=γενέτειρα
nicknamed=παρατσούκλι προσωνύμιο; metropolitan=μητροπολιτικός; skyscraper=ουρανοξύστης; avenue boulevard=λεωφόρος
aquarium=ενυδρείο; fountain=σιντριβάνι; landmark=αξιοθέατο ορόσημο; biography biographer=βιογραφία
autobiography=αυτοβιογραφία; memoir=απομνημόνευμα; encyclopedia encyclopaedia=εγκυκλοπαίδεια; manuscript=χειρόγραφο
inscription=επιγραφή; papyrus=πάπυρος; journalist journalism=δημοσιογράφος; reporter=δημοσιογράφος ρεπόρτερ
headline=τίτλος; censorship=λογοκρισία; publicity=δημοσιότητα; nobel=νόμπελ; laureate=βραβευμένος
inventions=εφευρέτης εφεύρεση; pioneer=πρωτοπόρος; founder=ιδρυτής; originate=προέλευση προέρχομαι
etymology=ετυμολογία; derive=προέρχομαι; influential=επιρροή επηρεάζω; dedicate=αφιερώνω αφιερωμένος
honour honor=τιμή; reputation=φήμη; oath=όρκος; treaties=συνθήκη; crusade=σταυροφορία; feudal feudalism=φεουδαρχικός
serf=δουλοπάροικος; guild=συντεχνία; famine=λιμός πείνα; witch=μάγισσα; pirate=πειρατής; plantation=φυτεία
gladiator=μονομάχος; barbarian=βάρβαρος; hellenistic=ελληνιστικός; olympia olympus=ολυμπία; acropolis=ακρόπολη
parthenon=παρθενώνας; oracle=μαντείο χρησμός; amphitheatre amphitheater=αμφιθέατρο; imperialism=ιμπεριαλισμός
superpower=υπερδύναμη; annex annexation=προσάρτηση; partition=διαίρεση χώρισμα
unification reunification=ενοποίηση επανένωση; autonomy autonomous=αυτονομία; sovereignty sovereign=κυριαρχία
federal federation=ομοσπονδιακός ομοσπονδία; confederation confederate=συνομοσπονδία; nationwide=πανελλαδικός εθνικός
bilateral=διμερής; charter=χάρτης καταστατικός; statute=καταστατικό; abolish abolition=κατάργηση καταργώ
emancipation=χειραφέτηση; sleepwear=πυτζάμες; toothbrush=οδοντόβουρτσα; soap=σαπούνι; towel=πετσέτα; blanket=κουβέρτα
pillow=μαξιλάρι; curtain=κουρτίνα; carpet=χαλί; basket=καλάθι; fence=φράχτης; refrigerator fridge=ψυγείο; oven=φούρνος
stove=σόμπα κουζίνα; microwave=μικροκύματα; scholar=λόγιος μελετητής; sage=σοφός; disciple=μαθητής; guru=γκουρού
revolutionary=επαναστατικός; radical=ριζοσπαστικός; moderate=μετριοπαθής; extremist extremism=εξτρεμιστής
activist activism=ακτιβιστής; pacifist=ειρηνιστής; environmentalist=οικολόγος; supporter=υποστηρικτής οπαδός
advocate=υπέρμαχος συνήγορος; spokesman spokesperson=εκπρόσωπος; representative represent=εκπρόσωπος αντιπροσωπεύω
overthrow overthrown=ανατροπή ανατρέπω; abdicate abdication=παραίτηση; mutiny=ανταρσία; guerrilla=αντάρτης
militia=πολιτοφυλακή; conscription=επιστράτευση στρατολογία; mobilization=κινητοποίηση επιστράτευση; frontier=σύνορο
trench=χαράκωμα; casualty=απώλεια θύμα; ambush=ενέδρα; bayonet=ξιφολόγχη; cannon=κανόνι; gunpowder=πυρίτιδα
armada=αρμάδα; galley=γαλέρα; trireme=τριήρης; archbishopric=αρχιεπισκοπή; diocese=επισκοπή; parish=ενορία
cardinal=καρδινάλιος; chaplain=ιερέας; caliph caliphate=χαλίφης χαλιφάτο; sultan sultanate=σουλτάνος; tsar czar=τσάρος
vizier=βεζίρης; shah=σάχης; khan=χαν; samurai=σαμουράι; shogun=σογκούν; emirate=εμιράτο; jihad=τζιχάντ
crescent=ημισέληνος; torah=τορά; rabbi=ραβίνος; psalm=ψαλμός; hymn anthem=ύμνος; erosion=διάβρωση
sediment sedimentary=ίζημα ιζηματογενής; lava=λάβα; magma=μάγμα; crust=φλοιός; mantle=μανδύας; tectonic=τεκτονικός
geology geological geologist=γεωλογία; quarry=λατομείο; limestone=ασβεστόλιθος; granite=γρανίτης; delta=δέλτα
estuary=εκβολή; tributary=παραπόταμος; reef=ύφαλος; coral=κοράλλι; lagoon=λιμνοθάλασσα; tide tidal=παλίρροια
monsoon=μουσώνας; tornado=ανεμοστρόβιλος; blizzard=χιονοθύελλα; hail=χαλάζι; frost=παγετός; savanna savannah=σαβάνα
steppe=στέπα; tundra=τούνδρα; rainforest=δάσος τροπικός; vegetation=βλάστηση; flora=χλωρίδα; fauna=πανίδα
predator=θηρευτής αρπακτικό; prey=λεία θήραμα; herbivore=φυτοφάγος; carnivore=σαρκοφάγος; vertebrate=σπονδυλωτό
invertebrate=ασπόνδυλο; crocodile=κροκόδειλος; hippopotamus=ιπποπόταμος; giraffe=καμηλοπάρδαλη; zebra=ζέβρα
kangaroo=καγκουρό; penguin=πιγκουίνος; octopus=χταπόδι; squid=καλαμάρι; crab=καβούρι; shrimp=γαρίδα; salmon=σολομός
tuna=τόνος; trout=πέστροφα; squirrel=σκίουρος; hedgehog=σκαντζόχοιρος; bat=νυχτερίδα; crow=κοράκι
pigeon dove=περιστέρι; sparrow=σπουργίτι; parrot=παπαγάλος; peacock=παγώνι; goose geese=χήνα; lamb=αρνί; calf=μοσχάρι
mule=μουλάρι; herd=κοπάδι αγέλη; flock=κοπάδι σμήνος; beast=θηρίο; dragon=δράκος; unicorn=μονόκερος; centaur=κένταυρος
mermaid=γοργόνα; nymph=νύμφη; titan=τιτάνας; minotaur=μινώταυρος; labyrinth maze=λαβύρινθος; troy trojan=τροία τρωικός
odyssey odysseus ulysses=οδύσσεια; iliad=ιλιάδα; athena=αθηνά; apollo=απόλλωνας; hermes=ερμής; hercules=ηρακλής
achilles=αχιλλέας; socrates=σωκράτης; plato=πλάτωνας; aristotle=αριστοτέλης; pythagoras pythagorean=πυθαγόρας
euclid euclidean=ευκλείδης; archimedes=αρχιμήδης; hippocrates=ιπποκράτης; herodotus=ηρόδοτος; thucydides=θουκυδίδης
pericles=περικλής; caesar=καίσαρας; augustus=αύγουστος; philip=φίλιππος; cleopatra=κλεοπάτρα; constantine=κωνσταντίνος
justinian=ιουστινιανός; napoleon napoleonic=ναπολέοντας ναπολεόντειος; charlemagne=καρλομάγνος; newton=νεύτωνας
einstein=αϊνστάιν; darwin=δαρβίνος; galileo=γαλιλαίος; copernicus=κοπέρνικος; descartes=καρτέσιος; shakespeare=σαίξπηρ
beethoven=μπετόβεν; mozart=μότσαρτ; hitler=χίτλερ; stalin=στάλιν; lenin=λένιν; marx marxism marxist=μαρξ μαρξισμός
churchill=τσόρτσιλ; lincoln=λίνκολν; gandhi=γκάντι; mandela=μαντέλα; moses=μωυσής; abraham=αβραάμ
muhammad mohammed=μωάμεθ; buddha=βούδας; george=γεώργιος; john=ιωάννης; paul=παύλος; peter=πέτρος; mary=μαρία
james=ιάκωβος; henry=ερρίκος; charles=κάρολος; louis=λουδοβίκος; frederick=φρειδερίκος; catherine=αικατερίνη
elizabeth=ελισάβετ; victoria=βικτώρια; joseph=ιωσήφ; nicholas=νικόλαος; michael=μιχαήλ; naples=νάπολη; turin=τορίνο
sicily=σικελία; sardinia=σαρδηνία; corsica=κορσική; barcelona=βαρκελώνη; seville=σεβίλλη; catalonia=καταλονία
andalusia=ανδαλουσία; bavaria=βαυαρία; prussia prussian=πρωσία; saxony saxon=σαξονία; hamburg=αμβούργο
cologne=κολωνία; antioch=αντιόχεια; damascus=δαμασκός; baghdad=βαγδάτη; tehran=τεχεράνη; smyrna=σμύρνη
anatolia=ανατολία; caucasus=καύκασος; georgia georgian=γεωργία γεωργιανός; armenia armenian=αρμενία
azerbaijan=αζερμπαϊτζάν; kazakhstan=καζακστάν; belgrade=βελιγράδι; bucharest=βουκουρέστι; budapest=βουδαπέστη
copenhagen=κοπεγχάγη; oslo=όσλο; helsinki=ελσίνκι; bern=βέρνη; zurich=ζυρίχη; edinburgh=εδιμβούργο
peloponnese=πελοπόννησος; epirus=ήπειρος; thrace=θράκη; thessaly=θεσσαλία; adriatic=αδριατική; corfu=κέρκυρα
rhodes=ρόδος; cypriot=κύπριος κυπριακός; marseille=μασσαλία; gdp=αεπ; capita=κεφαλή; refinery=διυλιστήριο
shipyard=ναυπηγείο; textile=υφαντουργία ύφασμα; fabric=ύφασμα; loom=αργαλειός; forge=σφυρηλατώ; blacksmith=σιδηρουργός
carpenter=ξυλουργός; baker bakery=φούρναρης αρτοποιείο; butcher=χασάπης κρεοπωλείο; tailor=ράφτης
hairdresser barber=κομμωτής κουρέας; plumber=υδραυλικός; electrician=ηλεκτρολόγος; firefighter fireman=πυροσβέστης
waiter=σερβιτόρος; chemist=χημικός φαρμακοποιός; algorithmic=αλγοριθμικός; factorization factorisation=παραγοντοποίηση
numerator=αριθμητής; denominator=παρονομαστής; coefficient=συντελεστής; median=διάμεσος; deviation=απόκλιση
correlation=συσχέτιση; sine=ημίτονο; cosine=συνημίτονο; tangent=εφαπτομένη; trigonometry=τριγωνομετρία
calculus=λογισμός; topology=τοπολογία; compiler=μεταγλωττιστής; processor=επεξεργαστής
transmit transmission=μετάδοση μεταδίδω πομπός; receiver=δέκτης; resonance=συντονισμός; spectrum=φάσμα
infrared=υπέρυθρος; ultraviolet=υπεριώδης; inertia=αδράνεια; torque=ροπή; lever=μοχλός; pulley=τροχαλία
gearbox=κιβώτιο; valve=βαλβίδα; boiler=λέβητας καυστήρας; furnace=καμίνι; locomotive=ατμομηχανή
evaporation evaporate=εξάτμιση; condensation=συμπύκνωση; distillation=απόσταξη; ferment fermentation=ζύμωση
yeast=μαγιά; dough=ζυμάρι; flour=αλεύρι; vinegar=ξίδι; pepper=πιπέρι; garlic=σκόρδο; cucumber=αγγούρι; carrot=καρότο
lettuce=μαρούλι; spinach=σπανάκι; cabbage=λάχανο; pea=αρακάς; walnut=καρύδι; almond=αμύγδαλο; strawberry=φράουλα
cherry=κεράσι; peach=ροδάκινο; pear=αχλάδι; watermelon=καρπούζι; fig=σύκο; apricot=βερίκοκο
"""
