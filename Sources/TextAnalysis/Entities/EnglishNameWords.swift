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

  private static let lists: [(String, EnglishNameWords)] = [
    (firstNames, .first), (stops, .stop),
    (
      "mark bill will may grant hope joy chase art rob sue frank rich grace pat jersey sandy rose jade ruby april june august "
        + "summer autumn dawn amber faith drew dean jack nick gene ray ivy lily daisy olive ginger pepper crystal pearl carol "
        + "holly austin phoenix charlotte madison sydney georgia victoria paris chelsea florence sofia lincoln jackson "
        + "washington jordan brooklyn virginia dakota savannah dallas houston adelaide regina kingston preston bradford "
        + "chester stanley logan kennedy christian destiny trinity heaven chance major mercedes alexa siri jenkins kay may "
        + "robin guy miles max said do max kim roman angel royal duke prince earl king", .ambiguous
    ),
    (
      "husband wife mum mom mother dad father son daughter brother sister boss neighbour neighbor colleague coworker "
        + "partner fiance fiancee fiancé fiancée friend uncle aunt cousin nephew niece grandma grandpa grandmother "
        + "grandfather granddad nan roommate flatmate landlord landlady tenant assistant secretary nanny boyfriend girlfriend "
        + "manager supervisor lawyer accountant carer caregiver kid child grandson granddaughter stepson", .relation
    ),
    (
      "mr mrs ms miss mx dr sir madam grandma grandpa lady lord doctor prof professor captain officer sergeant nurse judge pastor reverend rev father sister coach",
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
    care relations ill available sector block road street avenue station a able about abroad absolutely account accounts address advance afraid african after afternoon again agent \
    ago airbnb alert alive all allergic alone alot already also always amazed amazing amazon american american's \
    amex an and android angry annoyed answer anxious any anybody anyone anything anyway anyways app apple april \
    are as asda asian asked at at&t august australian aware away awesome awful back bad bag bank barclays be \
    because been before being best better big billed billing blank blind booked boss both bought box brazilian \
    brilliant british bro broke broken brother buddy but buyer by bye calling can can't canadian card case \
    certain chapter charged chase chasing cheers chinese christian christmas chrome citi city client code cold \
    colleague comment complaint complaints completely confused congratulations cool copy correct costco could \
    country covered curious current currently customer dad daughter day dead deaf december definitely delighted \
    dell demo department dept desk desperate dhl diamond did didn't different disabled disappointed displeased \
    divorced do doctor does doesn't doing don't done down downstairs dr draft driver dude each early easter ebay \
    eligible email emergency engineer english entitled error european evening ever every everybody everyone \
    everything exactly example excellent exhausted existing expedia extremely facebook faithfully false fantastic \
    fast father february fedex fee feedback field final finance fine first folks for foreign former fraud free \
    french frequent friday friend from frustrated full fuming furious gentleman gentlemen german get getting \
    given glad god going gold gone good goodbye goodness google got grateful great guest guys had half halloween \
    happy has have having he heavens hello her here hey hi hidden high hindu his hold holder home honest honey \
    hot how hsbc huawei huge husband i i'd i'll i'm i've if ikea important in incorrect indian inquiry insane \
    inside instagram insured interested irish is isn't issue it it's italian january japanese jewish july june \
    junior just kind korean ladies lady last late later lenovo let's level listed little livid locked logged long \
    longtime looking lord lost lots love lovely low loyal maam mad madam making man manager many march married \
    mastercard mate may me meant member message mexican microsoft miss missing misspelled mom monday more morning \
    most mother mr mrs ms much mum muslim my name names negative nervous netflix never new next nice night no \
    nobody noon nope not nothing notice november now number nurse october of off office ok okay old on on-hold \
    once one only option options or order ordered our out outside over overcharged owner page paid part passenger \
    patient payable paypal people perfect phase phone plan platinum please pleased positive pregnant premium \
    pretty problem query question quite rather ready really receivable received reception regarding regards \
    registered regular reminder reply request required respectfully response retired returns review ridiculous \
    right road russian sales same sample samsung sane santander satisfied saturday scared scheduled scottish \
    second section seller senior sent september serious service she shocked short sick signed silver since \
    sincerely single sir sis sister slow small so some somebody someone something somewhat son sony soon sorry \
    spam spanish spelled spotify state step still street stuck student subscribed suggestion sunday support \
    supposed sure surname sweet teacher team technician terrible tesco test thank thankful thanks thanksgiving \
    that that's the theft their them there there's they they're third this three thrilled thursday tiktok till \
    tired title tmobile to today told tomorrow too totally true truly trying tuesday twice twitter two uber \
    unable unacceptable unhappy unknown until up ups upset upstairs urgent us user using usps valuable valued \
    vegan verizon version very vip visa vodafone waiting warmly warning was we we're wednesday welcome well welsh \
    what what's whatsapp when where who whole why widowed wife will windows with woman won't wonderful wondering \
    worried worse worst would writing wrong xiaomi yeah yep yes yet you you're your yours youtube yup
    """

  private static let firstNames =
    """
    aaliyah aaron abdul abdullah abena abhishek abigail adaeze adam adebayo aditya adrian adriana agnes ahmed \
    aida aidan aiden aileen aisha ajay akash akiko akira alan alba albert aldo alejandra alejandro aleksandr \
    alessandra alessandro alex alexander alexis alfie alfred ali alice alina alison allison alma alvaro alvin \
    amanda amber amelia amina amir amit amy ana anand anders andre andrea andreas andrei andrew andy angela \
    angelo angus anil anita anja anjali anke ann anna annabel annette annika anthony antoine anton antonia \
    antonio anya aoife arjun arlene arnold arthur arun arvind ashley ashok astrid austin ayesha ayumi barbara \
    barry bartosz beatrice beatriz becky bella ben benjamin bernadette bernard bert beth betty beverly bianca \
    bill billy bjorn bob bobby boris brad bradley brandon brenda brenna brent brett brian bridget brigitte \
    brittany bronwyn brooke bruce bruno bryan caitlin callum camila camille carl carla carlos carmen carol \
    caroline carolyn cassandra catalina catherine cecilia cedric celia chad chandra chantal charles charlotte \
    chen cheng cheryl chiara chidi chinedu chloe chris christian christina christine christopher ciara claire \
    clara clare claudia clifford clive colin colleen connor conor craig curtis cynthia dalia damian damien dan \
    daniel danielle danny daria darius darlene darnell darren dave david deborah debra deepak deepika delphine \
    denis denise dennis derek desmond devon diana diane diego dieter dimitri dina dinesh dmitri dolores dominic \
    dominik donald donna doreen doris dorothy douglas duncan dwayne dylan edgar edith eduardo edward eileen \
    elaine elena eleni eli elias elif elijah elisa elizabeth ellen ellie elsa emeka emilia emilio emily emma \
    emmanuel enrique eric erica erik erin ernest esther ethan eugene eva evelyn ewan farah farid fatima fatma \
    felicity felipe felix fernando filip fiona florian frances francesca francesco francis francois frank fred \
    freddie frederick freya fritz gabriel gabriela gareth gary gavin gemma geoffrey george georgina gerald \
    geraldine gerard gianni gillian gina giorgio giovanni giulia gladys glen glenn gloria gopal graham greg \
    gregory greta guillaume guillermo gunther gustavo gwen hamish hana hanna hannah hans harold harriet harrison \
    harvey hassan hazel heather hector heidi helen helena helga henrik henry hiroshi hugh hugo humphrey hussein \
    ian ibrahim igor imran indira ines ingrid irene irina isabel isabella isla ivan ivana jack jackie jacob \
    jacqueline jaime jake jamal james jamie jana janet janice jasmine jason jasper javier jean jeanette jeff \
    jeffrey jen jenna jennifer jenny jens jeremy jerome jerry jess jesse jessica jesus jill jim jimmy joachim \
    joan joanna joanne jodie joe joel johan johanna johannes john jonas jonathan jordan jorge jose joseph \
    josephine josh joshua joyce juan juanita judith judy jules julia julian julie juliet jurgen justin kamala \
    karen karim karin karl karthik katarzyna kate katherine kathleen kathryn katie katja kavita kay kayla kaylee \
    keiko keith kelly kenji kenneth kenny kerry kevin khalid kieran kim kimberly kiran klaus kofi krishna kristen \
    kristin kumar kwame kyle lakshmi lance lara larry lars latoya laura lauren laurence lawrence leah leila len \
    lena leo leon leonard leroy leslie lewis liam lillian linda lionel lisa liu liz logan lorenzo lori lorraine \
    louis louise luca lucas lucia lucinda lucy luis luka lukas luke lydia lynn madison mahmoud maja malcolm malik \
    mandy manuel marc marcel marcia marco marcos marcus marek margaret margarita maria marian mariana marie \
    marilyn marina mario marion mark marlene marlon martha martin martina marvin mary mason mateo matilda mats \
    matt matteo matthew maureen maurice mauricio max maxine may-ling meera megan mehmet mei melissa mercedes \
    meredith mia michael michelle mick miguel mike miles milo milos mina mindy ming miranda miriam mitchell \
    mohamed mohammad mohammed mohan moira molly mona monica monique morgan moses muhammad muriel murray mustafa \
    myra nadia nancy naomi narendra natalia natalie natasha nathan neha neil nelson nicholas nick nicole nigel \
    nikhil nikita niklas nikolai nina nisha noah noel noor nora norma norman oleg olga oliver olivia omar oscar \
    oskar osman otto owen pablo paige pam pamela paola paolo pascal patricia patrick paul paula pauline paulo \
    pavel pedro penelope penny percy perry peter petra phil philip phillip phoebe phyllis pierre pooja preeti \
    priya quentin rachel rafael rahul raj rajesh rakesh ralph ramesh ramon rana randy ravi raymond rebecca reggie \
    reginald renata rene renee reza rhys ricardo richard rick ricky riley rita robert roberto robin robyn rodney \
    rodrigo roger rohan rohit roland roman ronald ronnie rory rosa rosalind rosemary ross rowan roxanne roy \
    rudolf rupert russell ruth ryan sabrina sadie saeed said sakura salim sally salma salman sam samantha sami \
    samir samuel sandra sanjay santiago sara sarah sasha saskia satoshi scott sean sebastian selma serena sergei \
    sergio shane shankar shannon shari sharon shaun sheila shelby sheryl shirley shreya sibusiso siddharth sidney \
    sigrid simon simone sinead siobhan sofia solomon sonia sophia soren spencer stacey stacy stan stefan stella \
    stephanie stephen steve steven stewart stuart sue sunil sunita suresh susan susanna susanne suzanne sven \
    svetlana swati sylvia tamara tamika tanya tara tariq tatiana ted teresa terrence terry tessa thabo theo \
    theodore theresa thiago thomas tiago tiffany tilda tim timothy tina tobias todd tom tommy tony tracey tracy \
    trevor trish tristan tunde tyler tyrone ulrich uma umar ursula valentina valerie vanessa vera veronica vicky \
    victoria vijay vikram viktor vince vincent viola virginia vivek vivian vlad vladimir walter wanda wang wayne \
    wei wendell werner wilfred wilhelm william willie winston wojciech xavier ximena yan yasmin yolanda yousef \
    yuki yusuf yvette yvonne zachary zainab zara zhang zoe
    """
}
