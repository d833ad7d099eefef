"""Given names, family names and places that the search for personal data knows.

Compiled from general knowledge of what people in the Netherlands are called, of any origin; not
taken from a register. What is missing is found by what stands around it (see `person_names`).
"""

from __future__ import annotations


def _listed(names: str) -> frozenset[str]:
    """Names with commas between them, in lower case."""
    return frozenset(" ".join(name.split()) for name in names.split(","))


GIVEN_NAMES = frozenset(
    """
    aad aaf aafke aagje aaltje aart abdel abdelaziz abdelkader abdellah abdelmalek abderrahim
    abderrahman abdi abdirahman abdul abdullah abdullahi abel abigail abraham achmed achraf ada
    adam adelheid adinda adnan adri adriaan adriana adriane adriano adrie adrienne aeltje agatha
    agnes agnieszka ahmad ahmed ahmet aicha aida aimee aisha akke alaa alain alan alba albert
    alberto aldert alejandro aleksander aleksandra alessandro aletta alette alex alexa alexander
    alexandra alexia alexis alfons alfred ali alice alicia alida alie alina aline alisha alita
    alja allan allard allison alma alwin alwine alya alyssa amal amalia amanda amber amelia amelie
    amina amine amir amira amy ana anastasia anaïs andre andrea andreas andrei andrew andrzej
    andré andy aneta angel angela angelina angelique angelo anh aniek anika anil anita anja anke
    anna annabel annabelle anne annebeth annechien anneke anneleen annelies anneloes annemarie
    annemarijn annemiek annemieke anneriek annet annete annette annick annie anniek annigje annika
    anouk anouschka ans antje antoinette anton antonia antonie antonio antoon apollonia appie
    arantxa arend ari ariadne arianne arie ariel ariena arja arjan arjen arjo arnaud arno arnold
    arnout aron arthur artur arwen arwin asha ashley ashwin asiye asli aslı asma asmae assia
    astrid atie atilla attila audrey august auke aukje aurelia aya ayaan ayan ayda ayla aylin
    aynur ayoub ayse aysegul aysel aysenur aysun ayşe azin aziz aziza aïcha aïsha babette baldwin
    baran barbara barend baris barry bart bartel bartholomeus bas bastiaan bastian beatrice
    beatrijs beatrix becky begum bekir belinda benjamin bente benthe bep beppie berat berend
    bernadet bernadette bernard bernardus bernd bernhard bernice bert berta bertha bertie bertien
    bertine bertus beth betsie bettie bettine betty beyza bianca bibi bilal bilge bill bjorn björn
    bo boaz bob bobbie boris bouchra boudewijn boyd brahim bram brandon brecht brechtje bregje
    bregtje brenda brian bridget brigit brigitta brigitte brit britt bruce bruno bryan burak burcu
    burhan busra büşra cagla can candice carel caren carin carina carine carla carlien carlijn
    carlo carlos carmen carol carola carole carolien carolina caroline carolus carry caspar casper
    cassandra catalina catharina catherina catherine cato cecile cecilia cees celeste celia celina
    celine cemal cemile cengiz chadia chaima chaimae chanel chantal charel charity charlene
    charles charley charlie charlotte chelsea chester chiara chiel chloe chloé chris chrissie
    christa christel christiaan christian christiane christianne christien christina christine
    christoph christopher christos cindy cisca claar claartje clara clarissa clasien claude
    claudia claudine clazien clazina clementine coby coen coenraad colette collin connie conny
    conrad constance constant constantijn cora cordelia corien corina corine corinne cornelia
    cornelis cornelius corné corrie corry corstiaan cynthia cyriel cyril daaf daan daantje dagmar
    dalila damiaan damian dana danae daniek daniel daniela daniella danielle danique danitsja
    daniël daniëlle danny daphne darin dario darius david davud davy dean debbie debby deborah
    defne dejan delano delia demi denise deniz dennis denny derek derk deva devin dewi diana diane
    diede diederick diederik dieke dien dieneke dieuwertje dieuwke dilan dilara dilek dimitri dina
    dineke dingeman dinie dino dionne dirk dirkje djamila djoeke dmitri dogukan dolf dolores
    dominic dominik dominique donald donna donny dora dore doreen dorien dorine doris dorothea
    dorothee dorrie dorus douae doutzen douwe dries dré duco duncan dunya dustin dylan ebrahim
    ebru ed eddie eddy edgar edith edo edoardo eduard edward edwin eef eefje eelco eelke egbert
    ege egon eila eileen ekrem elana eleanor elena eleonora elfriede elham elia elias elif elijah
    elina eline elisa elisabet elisabeth elise elisha eliza elizabeth elke ella ellemieke ellen
    elles elly elma elmar elmas elmer elsa elsbeth elselien elsje elske elvira elwin emel emiel
    emil emile emilia emilie emily emine emir emma emmanuel emmeline emmy emre enes engelbert
    engin enrico enrique enver epke erdal eric erica erik erika erna ernest ernesto ernie ernst
    ernö erol ersin erwin esma esmee esmeralda esmée esra estelle ester esther estrella eugene
    eugenie eva evelien evelijn eveline evelyn evelyne everdien evert evi evie ewa ewald ewoud
    eylem eyüp ezgi ezra fabian fabienne fabio fabrice fadma fadoua faisal faith fanny farah
    fariba farid farida fatih fatiha fatima fatimah fatma fatmata fatos fatoumata fay faye fayza
    fedde fedor feike felicia felicity felien felix femke femmie femmy fenna fenne ferd ferdi
    ferdinand ferhat feride ferry fettah feyza fieke fien fiene fiep filip filiz finn fiona firat
    floortje flora florence florentijn florentine floris florus folkert fons fop fotini fouad
    fouzia frances francesca francesco francien francina francine francis francisca francisco
    franciscus franco francois frank frankie frans fransje franz françois françoise fred freddie
    freddy frederiek frederik frederique freek freerk frieda friso frits fritz frédérique fuat
    fulco furkan gabi gabriel gabriela gabriella gabrielle gamze geert geerte geertje geertrui
    geertruida geeske gemma genevieve geoffrey george georgina gerald geralda geraldine gerard
    gerarda gerardus gerben gerbrand gerco gerd gerda gerdien gerdine gerhard gerlinda gerlinde
    gerlof germaine geronimo gerrie gerrit gerritje gerry gert gertie gertjan gertrude gertruud
    gerty ghislaine gian gideon giel gies gijs gijsbert gina gino giorgio giovanna giovanni gisela
    giuseppe gizem gjalt gladys gloria godelieve godfried gonneke gonnie gonny goran gosse greet
    greetje gregor gregory greta gretha griet grietje guido guillaume gul gulay gulcan guler
    gulsah gulsen gunter gunther gust gustaaf guus guusje guusta gwen gwendolyn gül gülay gülcan
    gülsen gülsüm habib habiba hadassa hadewijch hadewych hafid hafida hafsa hajar hakan hakim
    hakima halil halima halime hamid hamida hamit hamza hana hanan hanane handan hanifa hanna
    hannah hanne hanneke hannelore hannes hannie hanny hans hansje harald hardy harm harmen haroen
    harold haroon harout harrie harriet harriët harry hartger hasan hasna hassan hassna hatice
    hatim hayat hayley heba hector hedda hedwig hedy heidi heiko hein heinrich heleen helen helena
    helene helga hella helma helmert helmut hendrik hendrika hendrikje hendrikus hendrina henk
    henkjan hennie henny henri henriette henrike henriëtte henry herbert herman hermana hermanus
    hermien hermine hermione herwin hester hettie hetty heval hicham hidde hieke hielke hilda
    hilde hildegard hilke hilletje hilly hind hinke hiske hoda hoeshang horst houda hubert
    hubertus hugo huguette huib huibert huseyin hussain hussein huub hylke hüseyin ibolya ibrahim
    ibtissam ida idris idriss ikram ilaria ileen ilham ilhan ilias ilja ilka ilknur iloka ilona
    ilse ilyas iman imane imke imran imre ina indira indra indy ine ineke ines inez inge ingeborg
    ingmar ingrid irem irena irene irfan irina iris irma irmgard isa isaac isaak isabeau isabel
    isabella isabelle isaï isha ishana ismael ismail ismaël ismaïl ismini israa ivan ivana ivar
    ivo ivonne iwan iwona izaak izabela izzy jaak jaap jaapjan jack jackie jacky jaco jacob jacoba
    jacobien jacobus jacomijn jacqueline jacques jade jaime jaimie jake jamal jamel james jamie
    jamila jan jana janek janet janette janice janiek janien janienke janine janita janke janna
    janneke jannes jannetje jannick jannie janno janny janou jans jansje janus janusz jared jarno
    jasmijn jasmin jasmina jasmine jason jasper javier jay jayden jaydon jeanet jeanette jeanine
    jeanne jeannette jeannine jef jeff jeffrey jehan jelena jella jelle jelmer jennie jennifer
    jenny jens jente jeremiah jeremias jeremy jeroen jerom jerry jesper jesse jessica jessie
    jetske jetta jette jetty jikke jill jillian jim jimmy jip jitske jitte joachim joan joanna
    joanne jochem jody joe joeke joep joeri joey johan johanna johannes johannus john johnny
    johnson joke jolanda jolande jolanthe joleen jolein jolie jolien jolijn jolina joline jonah
    jonas jonathan jonna joosje joost jop joram jordan jordi jordy jorge jorieke jorien jorik
    joris jorn jorrit jort jose josee josef josefien josefine joseph josephine josette joshua
    josien josine josé josée jouke joy joya joyce jozef juan juanita judith julia juliaan julian
    juliana julianne julie julien julienne juliet juliette julius juliët jurgen juriaan jurian
    jurjen jurre jurriaan justin justine justus juul jürgen kadir kadriye kai kaj kamal kamel
    kamiel kaoutar karel karen karien karim karima karin karina karl karla karlien karlijn
    karolien karst karsten kasia kasper katarzyna kate katharina katherine kathleen kathy katie
    katinka katja katrien katrijn katrin kaylee keanu kees keesjan keesje keith kelly kelvin kemal
    ken kenan kenneth kenny kevin kevser keziban khadija khadijah khadra khaled khalid khalil kian
    kiara kiki kim kimberley kimberly kirsten kirstin kitty kjeld klaartje klaas klaasje klara
    klaske klaus koba kobus koen koenraad koert koos koosje korneel krijn krista kristel kristian
    kristien kristin kristina kristine kristof krystyna krzysztof kubra kuno kurt kyara kyra kübra
    laila lambert lambertus lammert lana lara larissa lars latifa laura laurens laurent lauri
    laurie laurien laurine lea leah leana leander leen leendert leentje leila leilani lejla lemke
    lena lenie lenna lennard lennart lenneke lennert lenny leo leon leonard leonardo leonardus
    leone leonie leonoor leonora leonore leontien leontine leopold leroy lesley leslie levi levin
    lewis leyla lia liam liana liane lianne lida lidewij lidia lidy lieke lien lieneke lienke
    liesbeth liese lieselot lieselotte liesje lieuwe lieve lievijn ligia lijda lijsbeth lilian
    liliana lilianne lilith lillian lilly lily linda linde lindsay lindsey lineke linn lino linsey
    lionel lisa lisanne lisbeth lise liselore liselot liselotte lisette lissa liv livia lize lizet
    lizette lizzy lobke lodewijk loek loes loesje logan lola lonneke lore lorena lorenzo loretta
    lori lotje lotta lotte lottie lou loubna louis louisa louise louiza lourdes lowie lubna luc
    luca lucas lucia lucie lucien lucienne lucinda lucy ludo ludovic ludwig luigi luis luisa lukas
    luna luuc luuk luz lyanne lydia lynn lynne maaike maaret maarten maartje maas maatje machiel
    machteld maddy madeleine madelief madelijn madelon mads magda magdalena maggie magnus mahdi
    mahir mahmood mahmoud mahmud maike maikel maja malak malek malika malikah malin manal mandy
    manfred manoe manon manou manouk mansour manuel manuela manus mara marc marcel marcela
    marcella marcelle marco marcus mardou mareike mareille margaret margareta margaretha margarita
    margje margo margot margreet margret margriet marguerite maria mariah mariam marian mariana
    marianna marianne marie marieke mariekje mariel mariella marielle mariet marietje marija
    marije marijke marijn marijne marijse marilyn marilène marina marinka marinus mario marion
    maris mariska marisol marit marita marius mariusz mariëlle marja marjan marjanne marjet marjo
    marjolein marjolijn marjon marjorie marko markus marleen marlene marlies marlijn marlinde
    marlise marloes marlon marlou marlous marnix maroua marouane marry mart marta marten martha
    martien martijn martin martina martine martinus marty marvin marwa marwan mary maryam maryan
    maryse mathea mathias mathieu mathijs mathilda mathilde mats matteo matthew matthias matthieu
    matthijs mattijs maud maureen maurice maurits mauro maxim maxime maximiliaan maxine may maya
    mayke mayra mechteld megan mehdi mehmet meike meindert meine meinte mel melanie melek melih
    melika melis melissa melle meltem melvin memet menno mercedes merel merijn merlijn merlin
    merthe merve meryem mette mia micha michael michaela michal michaël michel michele michelle
    michiel mick mickey miek mieke miep mies miet mietje miguel mihriban mikael mikail mike mila
    milan milana milena milica milosz milou mimi mimoun mimount mina mineke minke minne mira
    miranda mireille miriam mirjam mirjana mirko miron mirre mirte mirthe mitch mitchell moad moaz
    moes moesa moham mohamed mohammad mohammed mohamud mohsen mohsin momo mona mone monica moniek
    monika monique moos morris moshe mostafa mounia mounir mourad moussa muhammad muhammed
    muhammet mukaddes munir murat muriel musa mustafa mustapha myra myriam myrna myrte myrthe
    nabil nabila nada nadia nadieh nadine nadir nadira nael naima najat najib najla najoua nancy
    naomi naoual narin nasir nasira nassim nassira natalia natalie nataly natalya natascha natasha
    nathalie nathan nathaniel nawal nawel nazan nazli nebahat neeltje nel nele nelis nelleke
    nellie nelly nelson nesrin neva nevin nick nicky nico nicolaas nicolas nicole nicolet
    nicolette nicolien nicoline niek niels nienke nieske nigel nihat nikita nikki nikol nikola
    nikolaj nikolas nilgun nilgün nils nina nino nisa nisrine noa noach noah noelle noemi nol
    nolan noor noortje nora norbert nordin norma norman nouf nour noura noureddine nouri noémi
    noël nuno nur nuray nurcan nurhan nuri nuria nurten nynke odette odilia oebele okke oktay olaf
    olav olga olive oliver olivia olivier omar omer onno onur orhan orlanda orlando oscar oskar
    osman oswald othman otto ottoline oumaima oussama owen ozge ozlem pablo pam pamela panagiotis
    paola paolo parisa pascal pascale patricia patricio patrick patrik paul paula paulien paulina
    pauline paulus pavel pawel pedro peggy pelin penelope pepijn perry petar peter petra
    petronella petrus petter phil philip philippe philomena phyllis pia pien pier pierre piet
    pieter pieterjan pieternel pieternella pietje pietro pim pinar piotr pippa pleun pleuni pol
    priscilla priya quincy quinn quinten quintin quirine rabia rabiye rachael rachel rachid
    rachida radboud rafael rafik rahim rahma raimond rainier rajesh rajiv ralf ralph ramazan rami
    ramin ramon ramona ramses randy rani rania ranya raoul raphael raquel rasha rashid rasit ravi
    rayan raymon raymond rebecca rebekka recep redouan redouane regina regine reina reinder
    reindert reinhard reinier reinoud reinout reint rekha remco remi remko remy rena renate renato
    rene renee rens renske renzo rené renée resi resul reyhan rhodé ria rian riane rianne ricardo
    riccardo richard rick ricky rico riek rieke riekje rien rieneke riet rieta rietje rifat rihab
    rik rika rikie rikkert rikus rimke rina rineke rinie rinke rinse rinske rinus rita riva roald
    robert roberta roberto robin roby rochelle rodger rodney rodrigo roel roeland roelie roelien
    roelof roeltje roger rogier roland rolf rolien romain romaisa roman romana romee romeo romy
    ron rona ronald ronja ronnie ronny rory rosa rosalie rosalien rosalinde rosaline rosan rosanne
    roselien roselinde rosella rosemarie rosie rosita rowan rowdy rowena roxanne roy ruben ruby
    rudi rudolf rudy ruerd rukiye rupert ruqayya rutger ruth ruud ryan rémi saar sabah sabiha
    sabina sabine sabri sabrina sacha sadia saeed safa safae safiya sahar sahra said saida salah
    salih salim salima salma salman salome salvatore sam samantha sami samia samir samira sammie
    sammy samuel sander sandra sandy sanna sanne sanneke santiago santosh sara sarah sarike sarina
    sarita sasja saskia savannah saïd saïda seb sebas sebastiaan sebastian selcuk selim selin
    selina selma selçuk sem semra senna serdar serena serge sergio serhat serife serkan serpil
    setareh sevda sevgi sevim shabnam shakira shamim shania shanna shannon shantal shanti
    shaquille sharda sharon shaun sheila sherida shirley shivani sib sibel sicco sidney siebe
    siebrand siebren siegfried siem siemen sien siena sientje sietse sietske sigrid silvan silvana
    silvia silvie silvio sima simon simona simone sina sinan sinem sipke siri siska sita sjaak
    sjaan sjanie sjanne sjef sjefke sjoerd sjoerdje sjoerdtje sjoke sjors sjouke sjoukje soenita
    sofia sofiane sofie solange soner sonia sonja sophia sophie soraya souad soufian soufiane
    soufyan soumaya stacey stan stanley stef stefan stefania stefanie stefano stefanus steffie
    stella stephan stephanie stephen steve steven stien stijn stina stine stoffel suat sude
    suhayla sultan sunita susan susana susanna susanne suzan suzanna suzanne suze suzette suzy
    sven svetlana swaan swantje sybe sybren sylvain sylvana sylvester sylvia sylvie taha tahir
    tamar tamara tamer tanja tanju tara tarik tariq tatiana tatjana tayfun teddy teo tess tessa
    teun teuna teunis teuntje teus thea theda theo theodoor theodora theodorus theresa therese
    theresia thiemo thierry thijmen thijs thirza thom thomas thorsten tiago tibbe tieme tiemen
    tiffany tijmen tijn tijs tilda tilly tim timo timon timothy tina tineke tiny tirza titia titus
    tjaarda tjalling tjebbe tjeerd tjerk tjitske tjitte tobias toby toine tom tomas tomasz tommie
    tommy ton toni tonnie tonny tony toon toos trea trees tresi trijn trijntje trix trixie troy
    trudie trudy truida truus tugba tugce tulin tuğba tycho tygo tyler tymo tülay ubbo ulla ulrich
    ulrike umar umit ursula ute uzma valentijn valentina valerie vanessa vasco vera verena verona
    veronica veronique vesna vicki vicky victor vijay viktor vince vincent viola violet violette
    virginia virginie vita vivian viviane vivianne vivienne vladimir volkan volkert wahid walid
    walter wanda wander ward warda warner wassila wassim wendela wendelien wendelmoet wendy
    wenneke werner wesley wessel wiebe wiebke wieger wiek wieke wien wieneke wiesje wieteke
    wijnand wijtske wil wilbert wilco wilfred wilfried wilhelm wilhelmina wilhelmus wilke wilko
    willeke willem willemieke willemien willemijn willemina willemke willibrord willie willy wilma
    wilmar wim wimke winand winfried winnie winston wisse wojciech wolter wout wouter wouterus
    wubbo wya wybren wytske xander xandra xavier yahya yalda yara yaren yasemin yasin yasmin
    yasmina yasmine yassin yassine yassir yavuz yelena yeliz yelle yentl yfke yigit ylse ymke
    ymkje yoeri yolanda yolande yonas yoran yorick yosri youp youri yousef yousra youssef yuksel
    yunus yusra yusuf yvan yves yvette yvo yvon yvonne zachary zahir zahra zainab zakaria zakariya
    zara zayd zehra zeinab zekeriya zeki zekiye zelda zeliha zeynep ziad zineb zita zoe zoey zohra
    zoltan zoubida zoë zuhal zuleyha zuzana zwaantje zwanette ömer özge özgür özlem ümit
    """.split()
)

# Words as well as names: in lower case, or at the beginning of a sentence, only what stands around
# them makes them a name.
WORDS_TOO = frozenset(
    """
    abel ada amal amber amine an angel ans arend ari arie august bas beer ben bent bep bill bloem
    bo bram brit can carry chanel charity claar cor dana dean demi dien dina dino do doe dolf door
    dora dore ed ege elke engel ernst faith fay felix ferry fleur floor flora florentijn fop
    franco frank frans gemma gert gies gloria griet gul gust han hardy harm hector helen hind hoop
    horst ida iman ina indra ine iris isa jack jade jans jasmijn jason jet jo job jong joy kai
    karst kelvin ken kerst kian kies kit koos lea leen lena leven lex lien lies lieve lima lin
    linde lode loes lore lot lotje lotus luna luz maas maatje madelief mare margriet marina mark
    mars mart martin mats max maxim may maya mees meine mel mia mick mies miet mila mina minne
    mira moes mona mus nel nele noa noach nol nour nova olive otto owen pam penny petra pia pien
    pier piet pim pol queen rami ramses ravi regina rein reina rene riek rien riet roman romana
    roos rosa rowan said sam samba siem sien sim sina sol solange stella ster sterre stof stoffel
    storm sultan swaan tara ties tiny ton toon toos trees vera victor victoria viola violet vita
    vos wander ward warner wiek wien wies wil willy wolf wolter wout
    """.split()
)

FAMILY_NAMES = frozenset(
    """
    aalbers aarts abdi achterberg adriaanse ait akkerman albers alberts amrani andriessen appelman
    arends arslan aydin aziz baars bakker balk barends bastiaansen beckers beekman benali berends
    berg berkhout bijlsma blok blom boer boersma bogaard bogers bolt bos bosch bosman bouma
    bouwman bouzian brands brouwer bruijn bruins bruinsma buijs burger celik claassen coenen cohen
    cornelisse cornelissen daalder dekker demir derksen dijk dijkhuizen dijkman dijkstra dirks
    dirksen dogan doorn driessen drost duijn egberts elbers elzinga engels erdogan evers faber
    feenstra feitsma fokkens franken gerrits gerritse gerritsen geurts goossens groen groot haan
    haas haddou hansen heijmans heikens heinen hendriks hendriksen hendrix hermans hermsen heuvel
    hoek hoekema hoekstra hofman hofstra holtkamp hoogland houtman huisman huizinga idrissi jacobs
    jager janse jansen jansens jansma janssen janssens jaspers jong jonker joosten kamp kaplan
    kaptein karaca karman kaya keijzer keizer kersten khan kilic kiliç klaassen klein knol koning
    konings kooistra koopman koopmans koster koç kramer krijger krol kuijpers kuiken kuiper
    kuipers laan lammers leeuw leeuwen linden lodewijks looijen loon maas maassen martens meijer
    meijers meulenbelt meyer michels moerman mohan mol molenaar mulder muller nguyen nijhof
    nijland nijssen noordhof oosterhuis oostra otten overbeek ozdemir ozturk pater peeters peters
    petersen pieters pieterse pietersen ploeg polman poot post postma prins ramdas ramdin
    reijnders reinders ritsema roelofs roelofsen rooij rozendaal rutten sahin schaap scheffer
    schepers schipper scholten schouten schreuder schut sikkema simons singh slot smeets smit
    smits smulders snijders spaan stam steen steenbergen stoffels storm swart tempelman terpstra
    teunissen timmer timmerman timmermans tolsma tuinstra unal valk veen veenstra velthuis verbeek
    verbruggen verhagen verhoef verhoeven verkerk vermeer vermeulen verweij visser vliet vos vries
    vrolijk wagenaar walstra weijers welling westra wiersma wijk wijnen willems willemse willemsen
    winter wit witteveen wolff wolters wouters yildirim yildiz yilmaz zandstra zijlstra zuidema
    zwart özdemir öztürk ünal
    """.split()
)

PLACES = _listed(
    """
    's-gravenhage, 's-hertogenbosch, aalburg, aalsmeer, aalten, aarle-rixtel, abcoude,
    achtkarspelen, alblasserdam, albrandswaard, alkmaar, almelo, almere, alphen aan den rijn,
    alphen-chaam, altena, ameland, amersfoort, amstelveen, amsterdam, andijk, anna paulowna,
    apeldoorn, appingedam, arnemuiden, arnhem, assen, asten, axel, baarle-nassau, baarn,
    barendrecht, barneveld, beekdaelen, beesel, bergeijk, bergen op zoom, bernheze, beverwijk,
    bladel, blaricum, bleiswijk, bloemendaal, bodegraven, boekel, bolsward, borger-odoorn, borne,
    borsele, boskoop, boxmeer, boxtel, breda, brielle, bronckhorst, brummen, brunssum, bunnik,
    bunschoten, bussum, capelle aan den ijssel, castricum, coevorden, cranendonck, cuijk,
    culemborg, dalfsen, damwoude, dantumadiel, de bilt, de ronde venen, de wolden, delft,
    delfzijl, den bosch, den burg, den haag, den helder, deurne, deventer, diemen, dinkelland,
    dinxperlo, doesburg, doetinchem, dokkum, dongen, doorn, dordrecht, drachten, drechterland,
    drimmelen, dronten, druten, duiven, duivendrecht, echt-susteren, edam, ede, eemnes,
    eemsdelta, eersel, eijsden-margraten, eindhoven, elburg, emmeloord, emmen, enkhuizen,
    enschede, epe, ermelo, etten-leur, franeker, geertruidenberg, geldermalsen, geldrop, geleen,
    gemert, gemert-bakel, genemuiden, gennep, gilze, gilze en rijen, goeree-overflakkee, goes,
    goirle, gooise meren, gorinchem, gorredijk, gouda, groenlo, groesbeek, groningen, gulpen,
    gulpen-wittem, haaksbergen, haarlem, haarlemmermeer, hardenberg, harderwijk,
    hardinxveld-giessendam, haren, harlingen, hattem, heemskerk, heemstede, heerde, heerenveen,
    heerhugowaard, heerlen, heeze-leende, heiloo, hellendoorn, hellevoetsluis, helmond,
    hendrik-ido-ambacht, hengelo, heumen, heusden, hillegom, hilvarenbeek, hilversum,
    hoek van holland, hoeksche waard, hoensbroek, hof van twente, hollands kroon, hoofddorp,
    hoogeveen, hoogezand, hoogvliet, hoorn, houten, huissen, ijmuiden, ijsselstein,
    kaag en braassem, kampen, kapelle, katwijk, kerkrade, klazienaveen, koggenland,
    krimpen aan den ijssel, krimpenerwaard, kudelstaart, landgraaf, landsmeer, lansingerland,
    leek, leerdam, leeuwarden, leiden, leiderdorp, leidschendam, leidschendam-voorburg, lelystad,
    leudal, leusden, lichtenvoorde, lingewaard, lisse, lochem, loon op zand, lopik, losser,
    maarssen, maasdriel, maasgouw, maashorst, maassluis, maastricht, medemblik, meerssen,
    meierijstad, meppel, middelburg, middelharnis, midden-delfland, midden-drenthe, middenmeer,
    mijdrecht, moerdijk, molenlanden, montferland, montfoort, mook, naaldwijk, naarden,
    nederweert, nieuw-vennep, nieuwegein, nieuwkoop, nieuwpoort, nijkerk, nijmegen, nijverdal,
    noardeast-fryslân, noordoostpolder, noordwijk, noordwijkerhout, nuenen, nunspeet, oegstgeest,
    oirschot, oisterwijk, oldambt, oldebroek, oldenzaal, olst, olst-wijhe, ommen, oosterhout,
    oosterwolde, ooststellingwerf, oostzaan, opmeer, opsterland, oss, oud-beijerland,
    oude ijsselstreek, ouder-amstel, oudewater, overbetuwe, papendrecht, peel en maas, pekela,
    pernis, pijnacker, pijnacker-nootdorp, purmerend, putten, raalte, reimerswaal, renkum,
    renswoude, reusel, reusel-de mierden, rheden, rhenen, ridderkerk, rijen, rijnsburg, rijssen,
    rijssen-holten, rijswijk, roden, roermond, roosendaal, rotterdam, rozenburg, rozendaal,
    rucphen, sappemeer, sassenheim, schagen, scherpenzeel, scheveningen, schiedam,
    schiermonnikoog, schijndel, schoonhoven, schouwen-duiveland, simpelveld, sint anthonis,
    sint-michielsgestel, sint-oedenrode, sittard, sittard-geleen, sliedrecht, smallingerland,
    sneek, soest, soesterberg, someren, son en breugel, spijkenisse, stadskanaal, staphorst,
    stede broec, steenbergen, steenwijk, steenwijkerland, stein, stiens, súdwest-fryslân,
    tegelen, ter apel, terborg, terneuzen, terschelling, texel, teylingen, tholen, tiel, tilburg,
    tubbergen, twenterand, tynaarlo, tytsjerksteradiel, uden, uitgeest, uithoorn, urk, utrecht,
    utrechtse heuvelrug, vaals, valkenburg, valkenswaard, veendam, veenendaal, veere, veghel,
    veldhoven, velp, velsen, venlo, venray, vianen, vijfheerenlanden, vinkeveen, vlaardingen,
    vlieland, vlijmen, vlissingen, voerendaal, volendam, voorburg, voorhout, voorschoten, voorst,
    vriezenveen, vught, waadhoeke, waalre, waalwijk, waddinxveen, wageningen, wassenaar,
    waterland, weert, weesp, west betuwe, west maas en waal, westerkwartier, westerveld,
    westervoort, westerwolde, westland, weststellingwerf, wierden, wijchen, wijdemeren,
    wijk bij duurstede, winschoten, winsum, winterswijk, woensdrecht, woerden, wolvega, wormer,
    wormerland, woudenberg, zaandam, zaanstad, zaltbommel, zandvoort, zeewolde, zeist, zelhem,
    zevenaar, zevenbergen, zierikzee, zoetermeer, zoeterwoude, zuidhorn, zuidplas, zundert,
    zutphen, zwartewaterland, zwijndrecht, zwolle
    """
)

# Places whose name is a word, or somebody's: only after "in", "te", "gemeente" and the like.
PLACES_THAT_ARE_WORDS = frozenset(
    "best beek bergen buren doorn duiven echt elst goes haren hoorn houten huizen hulst laren leek"
    " made mook putten sluis soest stein tiel valkenburg velp voorst weert altena axel roden kampen"
    " waterland westland nieuwpoort rozendaal steenbergen rijen oss ede epe tholen".split()
)

# Organisations in welfare, care and youth care whose name is no common word.
ORGANISATIONS = _listed(
    """
    's heeren loo, aafje, abrona, altrecht, amarant, amerpoort, amstelring, arkin, bindkracht10,
    brijder, buurtzorg, careyn, combiwel, contourdetwern, cordaan, de hoop ggz, dimence, enver,
    espria, evean, farent, humanitas, icare, incluzio, ipse de bruggen, iriszorg, jarabee,
    jellinek, kwadraad, kwintes, leger des heils, lentis, levvel, lievegoed, livio, lumens,
    lunet, mee nl, meezuid, mensana, minters, nidos, novadic, pameijer, parnassia,
    philadelphia, philadelphia zorg, pluryn, pro persona, reinaerde, rijnstad, rivierduinen,
    sedna, sensire, sociom, sol netwerk, sterk huis, stimenz, tactus, timpaan,
    tintengroep, trajekt, travers, tzorg, vivaan, vluchtelingenwerk, vérian,
    welcom, wij groningen, wijkracht, wmo radar, xonar, xtra, youké, yulius, zebra welzijn,
    zorgbalans
    """
)
