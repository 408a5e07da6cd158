/// The words that tell English names from other words with a capital.
struct EnglishNameWords: OptionSet {
  let rawValue: UInt16

  /// A first name.
  static let first = EnglishNameWords(rawValue: 1)
  /// No name, although it may stand where one does.
  static let stop = EnglishNameWords(rawValue: 2)
  /// A first name that is an everyday word, a place or a brand as well.
  static let ambiguous = EnglishNameWords(rawValue: 4)
  /// A relation: husband, boss, neighbour.
  static let relation = EnglishNameWords(rawValue: 8)
  /// A form of address: Mr, Dr, Captain.
  static let title = EnglishNameWords(rawValue: 16)
  /// Who somebody is to a case: agent, payee, passenger.
  static let role = EnglishNameWords(rawValue: 32)
  /// A greeting, thanks or a farewell.
  static let greeting = EnglishNameWords(rawValue: 64)
  /// What people do: said, told, speaking.
  static let verb = EnglishNameWords(rawValue: 128)
  /// A word before a person: to, with, for, by.
  static let preposition = EnglishNameWords(rawValue: 256)
  /// A word of a dealing with a person, somewhere before the preposition: spoke, booked, addressed.
  static let dealing = EnglishNameWords(rawValue: 512)

  /// The classes of lower-case words.
  static let classes: [String: EnglishNameWords] = {
    var classes: [String: EnglishNameWords] = [:]
    for (text, kind) in lists {
      for word in text.split(separator: " ") { classes[String(word), default: []].insert(kind) }
    }
    return classes
  }()

  /// Bits for the hashes of first names and of words about people.
  private static let known: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 512)
    let wanted: EnglishNameWords = [.first, .title, .relation, .role, .greeting, .dealing]
    for (word, kinds) in classes where !kinds.isDisjoint(with: wanted) {
      var word = word
      let hash = word.withUTF8 { unsafe Self.hash($0) }
      bits[hash >> 6] |= 1 << UInt64(hash & 63)
    }
    return bits
  }()

  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for index in 0..<word.count { hash = unsafe (hash ^ UInt32(word[index])) &* 0x0100_0193 }
    return Int(hash >> 17)
  }

  /// Whether a word of folded text may be a first name or speak of a person; one in twenty others says yes as well.
  static func mayBeKnown(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let hash = unsafe hash(word)
    return known[hash >> 6] & 1 << UInt64(hash & 63) != 0
  }

  private static let lists: [(String, EnglishNameWords)] = [
    (firstNames, .first), (stops, .stop),
    (
      "tiffany calvin levi hugo marc tommy ralph zara ford dell jack wendy bella diego jose francisco santiago antonio juan barbara monica clara louis paul orlando carolina maria ana ada siri bixby zelda mario link ken roman alba troy lancaster kent warwick carlisle durham devon bristol derby lourdes medina kiev riga vienna milan lyon nancy asia india china kenya chad jordan israel cuba catalina rosario valencia alexandria petra amazonia blake tesla mercedes benz audi porsche armani chanel dior gucci versace prada fendi hermes philips bosch dyson logan lenor nivea ariel persil max mac billy said judy jerry spencer mini nano micro mark bill will may grant hope joy chase art rob sue frank rich grace pat jersey sandy rose jade ruby april june august "
        + "summer autumn dawn amber faith drew dean jack nick gene ray ivy lily daisy olive ginger pepper crystal pearl carol "
        + "holly austin phoenix charlotte madison sydney georgia victoria paris chelsea florence sofia lincoln jackson "
        + "washington jordan brooklyn virginia dakota savannah dallas houston adelaide regina kingston preston bradford "
        + "chester stanley logan kennedy christian destiny trinity heaven chance major mercedes alexa siri jenkins kay may "
        + "robin guy miles max said do max kim roman angel royal duke prince earl king "
        + "aurora ava axel bailey bao bee blake brandy carter casey chandler chanel cole cooper coral dale dana "
        + "darcy della dexter dong dot duc dusty ebony eden elton estelle ester etta eve fern finn flora fraser "
        + "gaby gail giles glen gordon grady griffin grover gus hal hank harper hayden haze heather howard ike "
        + "imani iris israel jan jed jia jing juno kat kit lance lee leo lex lin linh lola lou luna magnus mai "
        + "mason mel mercy merle milo min ming misty mitch morgan moses nancy ned nell nelson nina noel nova "
        + "otto paige pam parker patty penny perry poppy prudence quinn rani reagan reid rex ria rick ron rory "
        + "rosa rosemary ross rowan roy rusty sara scarlett scott shawn sid sierra silas skye sol stella "
        + "sterling stewart taylor ted teddy terry tia tiffany toby tom toni trey tuan uma una usha viola "
        + "violet wade wally warren wei winston xin xiu yan ying zhen zuri", .ambiguous
    ),
    (
      "husband wife mum mom mother dad father son daughter brother sister boss neighbour neighbor colleague coworker "
        + "partner fiance fiancee fiancé fiancée friend uncle aunt cousin nephew niece grandma grandpa grandmother "
        + "grandfather granddad nan roommate flatmate landlord landlady tenant assistant secretary nanny boyfriend girlfriend "
        + "manager supervisor lawyer accountant carer caregiver kid child grandson granddaughter stepson", .relation
    ),
    (
      "councillor cllr shri smt sri kumari dame mdm mr mrs ms miss mx dr sir madam grandma grandpa lady lord doctor prof professor captain officer sergeant nurse judge pastor reverend rev father sister coach",
      .title
    ),
    (
      "agent representative rep advisor adviser driver courier technician engineer installer plumber electrician operator "
        + "payee recipient beneficiary passenger customer contact attn attention c/o cardholder holder patient guest label "
        + "nominee consignee addressee colleague specialist consultant receptionist", .role
    ),
    (
      "hi hello hey hiya dear morning afternoon evening greetings thanks thank thx ty cheers regards wishes best sincerely "
        + "faithfully truly love welcome sorry okay ok alright perfect great sure yes yep no signed bye goodbye",
      .greeting
    ),
    (
      "said says told tells promised was is has had here speaking helped fixed called hung refused signed came went never "
        + "from in at wrote replied answered asked assured explained joined left arrived did took gave sent transferred",
      .verb
    ),
    ("to with for from by under against of and let ask tell add remove make is was named than", .preposition),
    (
      "spoke speak speaking spoken talk talked talking chat chatted chatting connect transfer transferred through behalf "
        + "addressed belongs registered issued sold thanks out payee reservation reserved booked booking table parcel package "
        + "attorney complaint call returning sent signed paid written told name change changed payable forward copied work "
        + "works goes go made let ask tell add remove make label shout praise kudos reached delivered deliver put book "
        + "appointment meeting account policy ticket married", .dealing
    ),
  ]

  private static let stops =
    """
    im ive id ill hmm uhuh alrighty uh um erm yep nope yeah wifi esc ctrl alt \
    a able about abroad absolutely account accounts actually address admin advance afraid african after \
    afternoon again agent ago airbnb airtel aldi alert alibaba aliexpress alive all allergic alone alot already \
    also always amazed amazing amazon american american's amex an and android angry annoyed anonymous answer \
    anxious any anybody anyone anything anytime anyway anyways app apparently apple applicant april are argos as \
    asda asian asked at at&t august australian available avenue aware away awesome awful back bad bag bank \
    barclays basically be because been before being best better big billed billing blank blind block booked boss \
    both bought box brazilian brilliant british bro broke broken brother bt buddy but buyer by bye calling can \
    can't canadian card care case centurylink certain chapter charged chase chasing cheers chinese christian \
    christmas chrome citi citibank city client code cold colleague colleagues comcast comment complaint \
    complaints completely confused congratulations cool copy correct costco could country covered curious \
    current currently currys customer dad daughter day dead deaf december definitely delighted dell delta demo \
    department dept desk desperate dhl diamond did didn't different disabled disappointed displeased divorced do \
    doctor does doesn't doing don't done down downstairs dr draft driver dude each early easter easyjet ebay ee \
    eligible email emergency emirates engineer english entitled error etsy european evening ever every everybody \
    everyone everything exactly example excellent exhausted existing expedia extremely facebook faithfully false \
    family fantastic fast father february fedex fee feedback fell field final finance fine first flipkart folks \
    for foreign former fraud free french frequent friday friend friends from frustrated full fuming furious \
    gentleman gentlemen german get getting given glad god going gold gone good goodbye goodness google got \
    grateful great guest guests guys had half halifax halloween happy has have having hdfc he head heavens hello \
    helpdesk her here hey hi hidden high hindu his hold holder home homeowner honest honestly honey hopefully \
    hot how hr hsbc huawei huge husband i i'd i'll i'm i've icici if ikea ill important in incorrect indian \
    inquiry insane inside instagram insured interested investor investors irish is isn't issue it it's italian \
    january japanese jetblue jewish jio july june junior just kind kindly korean ladies lady last late later \
    lenovo let's level lidl listed little livid lloyds locked logged long longtime looking lord lost lots love \
    lovely low loyal luckily lufthansa maam mad madam making man manager many march married mastercard mate may \
    me meant member message mexican microsoft miss missing misspelled mom monday monzo more morning most mother \
    mr mrs ms much mud mum muslim my name names nationwide natwest negative neighbors neighbours nervous netflix \
    never new next nice night no nobody noon nope nordstrom not nothing notice november now number nurse o2 \
    obviously occupant occupier october of off office ok okay old on on-hold once one only option options optus \
    or order ordered our out outside over overcharged owner page paid part passenger patient patron patrons \
    payable paypal payroll paytm people perfect phase phone plan platinum please pleased policyholder positive \
    pregnant premium pretty problem qantas query question quite rather ready really receivable received \
    reception regarding regardless regards registered regular relations reminder reply request required resident \
    residents respectfully response retired returns review revolut ridiculous right road russian ryanair sadly \
    sainsbury's sales same sample samsung sane santander satisfied saturday scared scheduled scottish second \
    section sector seller sender senior sent sephora september serious seriously service services shareholder \
    she shein shocked short sick signed silver since sincerely single sir sirs sis sister sky slow small so some \
    somebody someone something somewhat son sony soon sorry spam spanish spelled spotify sprint state station \
    step still street stuck student subscribed subscriber subscribers suggestion sunday support supposed sure \
    surname sweet swiggy target teacher team tech technical technician telstra temu terrible tesco test thank \
    thankful thanks thanksgiving that that's the theft their them there there's they they're third this three \
    thrilled thursday tiktok till tired title tmobile to today told tomorrow too totally traveler traveller true \
    truly trying tuesday twice twitter two uber unable unacceptable unfortunately unhappy unknown until up ups \
    upset upstairs urgent us user using usps valuable valued vegan verizon version very vip visa vodafone \
    voicemail voicemails waiting walmart warmly warning was we we're wednesday welcome well welsh what what's \
    whatsapp when where who whole why widowed wife will windows with woman won't wonderful wondering worried \
    worse worst would writing wrong xfinity xiaomi yeah yep yes yet you you're your yours youtube yup zomato
    """

  private static let firstNames =
    """
    aadhya aaliyah aarav aaron abbie abby abdul abdullah abebe abel abena abeni abhishek abigail abiola achieng \
    ada adaeze adam adebayo adebola adelaide adele aditi aditya adrian adriana adunni agata agnes agnieszka agus \
    ahmad ahmed aida aidan aiden aiko aileen aimee aino ainsley aisha aishah aiyana ajay ajit akash akiko akira \
    akosua akua alan alannah alastair alba albert aldo alejandra alejandro aleksandr alena alessandra alessandro \
    alessia alex alexa alexander alexandra alexandre alexei alexis alfie alfonso alfred ali alia alice alicia \
    alina aliona alisha alison alistair allan allie allison alma althea alvaro alvin alyssa amaka amanda amara \
    amber amelia amelie amina aminata amir amira amit amna amos amrit amy ana anabel anais anand ananya \
    anastasia anders andre andrea andreas andrei andrew andriy andy angel angela angelica angelina angelo angie \
    angus anil anisha anita anja anjali anjana anke ankit ann anna annabel anneke annette annie annika anouk \
    ansel anselm anthony antoine anton antonella antonia antonio anushka anya aoife apinya apoorva aria ariana \
    ariel arjan arjun arlene arlo armando arnav arne arnold aroha arthur arturo arun arvind arya asha asher \
    ashish ashley ashok ashwin asif asma astrid atieno aubrey audrey augustus aurelia aurora austin ava avani \
    avery avraham axel ayaan ayana ayesha ayodele ayse ayumi azadeh aziz azlan babatunde bailey bao barbara \
    barry bartosz baz beatrice beatriz becky bee bella ben benedict benigno benjamin benjy benny berenice \
    bernadette bernard bernie bert bertha beth bethany betty beverly bhavesh bhavna bianca biju bikash bill \
    billy bjork bjorn blake bob bobby bodhi bogdan bohdan bojan bongani bonnie boris boyd brad braden bradley \
    bram brandon brandy breanna brenda brendan brenna brent brett brian brianna bridget brigitte briony brittany \
    brody bronwyn brooke brooklyn bruce bruno bryan bryce bryony burak byron caitlin caleb callum cameron camila \
    camille candice caoimhe cara carina carl carla carlos carmel carmela carmen carol carolina caroline carolyn \
    carrie carter carys casey caspar cassandra cassie catalina cathal catherine cathy cecil cecilia cedric celia \
    cesar chad chaim chandler chandra chanel chantal charlene charles charlie charlotte chelsea chen cheng \
    cheryl chiamaka chiara chidi chika chinedu chinwe chioma chloe chris christian christina christine \
    christopher chukwudi cian ciara ciaran citlali claire clara clare clarence clarissa claudia clemence \
    clementine clifford clive cody cole colette colin colleen conall connie connor conor constance consuelo \
    cooper cora coral cordelia corey cosmin courtney craig cristian cristina crystal curtis cynthia cyril daan \
    dafydd daisuke dakota dale dalia damian damien dan dana danica daniel danielle danila danny daphne darcy \
    daria dario darius dariush darlene darnell darragh darren darshan dave david davide davina dawit daz dean \
    deandre deb deborah debra debs declan dee deepak deepika deirdre delilah della delphine delroy demetrius \
    demi denis denise deniz dennis denzel derek derrick deshawn desiree desislava desmond despina devendra \
    devika devon dewi dexter dhruv diana diane diarmuid diego dieter dieudonne dilip dimitra dimitri dina dinesh \
    divya dmitri doina dolores dominic dominik donald dong donna dora doreen dorian doris dorothy dot douglas \
    dragan duc duncan dusty dwayne dwight dylan ebony eddie eden edgar edith edna eduardo edward edwin eero \
    efrain efua eileen eilidh eimear eirlys ekaterina elaine eleanor elena eleni eli elias elif elijah elin \
    elisa elise eliza elizabeth ella ellen ellie elliot elliott ellis elodie eloise elsa elsie elton elvira \
    emeka emil emilia emilie emilio emily emma emmanuel emmett emre enid enrique enya eoghan eoin eric erica \
    erik erika erin ernest ernesto erwin esi esme esperanza esteban estelle ester esther ethan etienne etta \
    eugene eugenie eunice eunji eva evan evangeline eve evelina evelyn everett ewa ewan ezekiel ezra fabian \
    fabio faisal faith faizal farah farhan farid fatemeh fatima fatimah fatma fatou faye felicity felipe felix \
    femi femke ferdinand fergus fern fernando ffion filip finlay finley finn fiona fionnuala fletcher flora \
    florence florian florin folake folasade frances francesca francesco francis francois frank fraser fred \
    freddie frederick freya frida fritz gabby gabriel gabriela gabrielle gaby gail ganesh gareth garrett gary \
    gaspard gaurav gavin gaz geeta gemma genevieve geoffrey george georgi georgie georgina geraint gerald \
    geraldine gerard gerry ghita gianni giles gillian gina ginny giorgio giorgos giovanni giselle giulia \
    giuseppe gladys glen glenda glenn gloria godfrey gonzalo gopal goran gordon graciela grady graeme graham \
    grainne grazyna greer greg gregory greta gretchen griffin grover guadalupe gudrun guido guillaume guillermo \
    gulshan gunther gurpreet gus gustavo gwen gwendolyn gwilym gwyneth habib hadiza hadley hafiz haider hailey \
    hakim hal halima halyna hamid hamish hamza hana hanako hank hanna hannah hannes hans haris harish harley \
    harold harper harpreet harriet harrison harry haruka haruki haruto harvey hasan hassan hattie hayden hayley \
    haze hazel heather hector hedda heidi heinz helen helena helga helmut hemi henrietta henrik henry herbert \
    heriberto hernan hettie hideo hilary hilda hiroshi hitesh hitoshi hiwot hoa holly hossein howard huang \
    hubert hugh hugo humphrey huong hussein hyejin hyun ian ibrahim ibrahima idris ieuan ifeoma ignacio igor ike \
    ilinca ilse iman imani imogen imran inaya indira ines inez inga ingeborg ingrid inigo ioana ionut irene \
    irina iris iryna isaac isabel isabella isadora isaiah isha ishaan isla ismael israel itai itzel iva ivan \
    ivana ivaylo iwona izzy jabari jack jackie jaclyn jacob jacqueline jada jaden jadwiga jai jaime jake jalen \
    jamal jameela james jamie jamila jan jana janelle janet janice janine jared jarrah jarrod jasmine jason \
    jasper jaspreet jatin javier jawad jaya jayden jayne jean jeanette jeanne jed jedidiah jeff jeffrey jemima \
    jen jenn jenna jennie jennifer jenny jens jerald jeremiah jeremy jermaine jerome jerry jess jesse jessica \
    jesus jethro jia jianguo jignesh jiho jill jillian jim jimmy jing jiri jiro jisoo jitendra joachim joan \
    joanna joanne joao joaquin jocelyn jodie joe joel joey johan johanna johannes john johnny jolene jomar jon \
    jonas jonathan joni jonno joost jordan jordana jorge joris jose josef josefina joseph josephine josh joshua \
    josie jovana joy joyce juan juana juanita judith judy juhani jukka jules julia julian juliana julianna julie \
    juliet juliette julio junaid jung juno jurgen justin kaia kaitlyn kamal kamala kamau kamila kamla kamran \
    kapil kara kareem karen kari karim karin karina karl karolina karthik kasia kat katarzyna kate kateryna \
    katharina katherine kathleen kathryn kathy katie katja katrina kavita kavya kay kayla kaylee kayleigh kaz \
    keanu keeley keiko keira keisha keith kelechi kelly kelsey kelvin ken kendall kendra kenji kenneth kenny \
    kenta kenya kermit kerri kerry ketut kev kevin khadija khalid khanh kiara kieran kiki kim kimberly kiran \
    kirsi kirsten kirsty kit kjell klara klaus kofi kojo kosta kostas krasimir kris krish krishna krista kristen \
    kristian kristin kristina kristy krzysztof kumar kunal kurt kwabena kwaku kwame kwesi kyle kylie kyra lachie \
    lachlan laila lakeisha lakshmi lamar lana lance lara larissa larry lars lata latasha latoya laura laurel \
    lauren laurence laurie lavinia lawrence layla leah leandra leanne lee leena leif leigh leila len lena lenny \
    lenore leo leon leona leonard leonardo leonie leonora leopold lerato leroy leslie lester leticia lewis lex \
    leyla liam lian lidia lieke lilian lillian lily lin linda lindiwe lindsay lindsey linh linus lionel lisa \
    lisbeth liu livia liz lizzie lloyd logan lois lola lonnie lorcan lorena lorenzo loretta lori lorna lorraine \
    lotte lottie lou louis louisa louise luca lucas lucia lucian luciana lucille lucinda lucy ludmila luigi luis \
    luisa luka lukas lukasz luke luna lupe lupita luther luzviminda lydia lyle lynn lynne mabel mackenzie maddie \
    maddison madeleine madeline madhu madison maeve magdalena maggie magnus mahesh mahlet mahmoud mai maia maire \
    maisie maja makayla malachi malcolm malgorzata malik malika mallory mandeep mandy manfred manish manny manoj \
    manpreet manuel manuela mara marc marcel marcela marcelo marcia marco marcos marcus marek margaret margarita \
    margot maria mariam marian mariana marie marija marijke marikit marilyn marina mario marion marisa marisol \
    marites marjorie mark marlene marlon marnie marquis marta martha martin martina martyn marvin mary maryam \
    marzena masha mason mateo mateusz mathilde matilda mats matt matteo matthew matthias maud maura maureen \
    maurice mauricio mavis max maxine may-ling maya mayank meera meg megan meghan mehdi mehmet mei meiling mel \
    melanie melinda melissa melody mensah mercedes mercy meredith merle mia micah michael michaela michal \
    michelle mick miguel mihaela mihai mika mike mikhail mila milan mildred milena miles millie milo milos min \
    mina mindy ming minh minjun mira miranda miriam misha misty mitch mitchell mohamed mohammad mohammed mohan \
    moira molly mona monica monika monique morgan morwenna moses muhammad mukesh muriel murray mustafa mwangi \
    mykola myra myrtle nadia nadine nanami nancy naoko naomi narendra nasir natalia natalie natasha nate nathan \
    nathaniel naveed naveen neal ned neema neha neil nell nellie nelson nemanja nerys neville ngoc ngozi nguyen \
    nia niall niamh nicholas nick nicky nico nicola nicolas nicole nigel nihal nikhil nikita niklas nikola \
    nikolai nikos nila nilesh nils nina nisha nithya njeri nnamdi noah noam noel noelle nomvula noor nora \
    norberto norma norman nova nuala nuno nurul obinna octavia oisin oksana ola olaf oleg oleksandr olena olga \
    oliver olivia olu olumide oluwaseun omar omari ophelia oren orla orlando oscar oskar osman osvaldo otieno \
    otis otto owen oystein ozan pablo padraic padraig paige paloma pam pamela panagiotis paola paolo parisa \
    parker parvati pascal patrice patricia patrick patsy patty paul paula pauline paulo pavel pawel pedro peggy \
    pekka penelope penny percy perry peter petra petros pham phil philip philippa phillip phoebe phuong phyllis \
    pierre piers pieter pilar piotr pippa plamen polly pooja poppy prakash pranav preeti prem prisca priscilla \
    priya priyanka pru prudence putri quang quentin quincy quinn rachael rachel radha rafael ragnhild raheem \
    rahul raj raja rajendra rajesh rajiv rakesh ralph ramesh ramiro ramon ramona rana randall randy rani raquel \
    rasheed rashid rashida raul ravi raymond razvan reagan rebecca reece reese reggie regina reginald reid \
    reilly rekha remy rena renata rene renee reuben rex reynaldo reza rhea rhiannon rhoda rhonda rhys ria \
    ricardo richard rick ricky riley rita rivka rizky robbo robert roberta roberto robin robyn rocco rochelle \
    rocio rodel roderick rodney rodrigo rogelio roger rohan rohit roisin roland rolf roman romeo ron ronald \
    ronan ronnie rory rosa rosalie rosalind rosalyn rosanna roscoe rosemary rosie ross rowan rowena roxanne roy \
    rubén rudolf rudolph rudy rufus rupert russ russell rusty ruth ryan sabina sabrina sachin sadie saeed safiya \
    said saira sakura salim sally salma salman salvador sam samantha sami samina samir samira samuel sana \
    sandeep sandra sanjana sanjay sanjeev sanne santiago saoirse sara sarah sasha saskia satoshi saul savannah \
    scarlett scott sean sebastian seema selam selena selina selma seojun serena sergei sergio seth shabnam shane \
    shanice shanika shankar shannon shari sharon shaun shauna shawn shawna shaz sheila shelby shelley sheree \
    sheri sherry sheryl shireen shirin shirley shiv shlomo shona shonda shreya shruti sian siavash sibusiso sid \
    siddharth sidney siegfried sierra sigrid sigurd silas silvia simeon simon simone simran simranjit sina \
    sinead siobhan sione sipho siti skye slobodan sofia sofie sohan sol solomon solveig sonia sonja soojin \
    sophia sophie soren spencer spiros stacey stacy stan stavros stefan stefania stella steph stephan stephanie \
    stephen sterling steve steven stewart stuart sue sullivan sunil sunita surendra suresh surya susan susanna \
    susannah susanne sushma susie suzanne suzie sven svetlana svitlana swati sybil sylvia sylvie tabitha tadhg \
    taiwo takashi takeshi talia tamar tamara tameka tamika tammy tamsin tania tanisha tanner tanvi tanya tara \
    taras tariq tasha tatiana tatum taylor ted teddy temitope terence teresa terrance terrence terry tesfaye \
    tess tessa thabo thaddeus thandi thandiwe thea thelma themba theo theodora theodore theresa thiago thibault \
    thierry thijs thomas thora thuy tia tiago tien tiffany tilda tilly tim timo timothy tina tobias toby todd \
    tom tomas tomasz tomek tommy toni tony tonya tori tracey tracy tran travis trent trevor trey tricia trina \
    trish trisha tristan trudy tuan tunde tyler tyrell tyrese tyrone uchenna ulrich uma umar una ursula usha \
    usman vaclav valentina valeria valerie vanessa vasile vera vernon veronica vesna vicki vicky victor victoria \
    vidya vihaan vijay vikas vikki vikram viktor vinay vince vincent vinod viola violet virendra virgil virginia \
    vishal vivek vivian vivien vivienne vlad vladimir volodymyr wade walid wallace wally walter wanda wang \
    wanjiru warren wayan wayne wei weiwei wendell wendy werner wesley whitney wilbur wilfred wilhelm wilhelmina \
    willa willard willem william willie wilma winifred winnie winona winston wiremu wojciech wojtek wouter wyatt \
    xander xavier xiaoli xiaoming xiaoyu ximena xin xiomara xiu yael yahya yan yannis yara yaroslav yash yasmin \
    yasmine yejide yeon yesenia yetunde yewande ying yitzhak yogesh yolanda yosef yousef yuki yuko yulia yuri \
    yusuf yvette yvonne zac zach zachary zack zahra zainab zak zander zane zanele zara zayn zbigniew zdenek zeke \
    zelda zena zeynep zhang zhen zhou zodwa zoe zoey zofia zola zora zoran zulkifli zuri zuzanna
    """
}
