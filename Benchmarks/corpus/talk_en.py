"""What people say in English chats when nothing is wrong: sentences with slots, and the words that fill them."""

AGENT = [
    "I can see that order {order} is currently {status}",
    "It left our {depot} in {city} on {date} at {time}",
    "The {prod} in {color} is still covered by the {n} year warranty",
    "I have logged the {issue} under ticket {ticket} and the {dept} team will reply within {hours} hours",
    "The payment of ${amount} from {date} goes back to the card it came from",
    "Refunds take {n} to {m} working days, depending on {bank}",
    "To verify the account I need the last four digits of the order",
    "The delivery address on file is {num} {road}, {city}, is that right",
    "The {prod} can be sent back within 30 days with all its parts",
    "{name} from {dept} has the case now and will follow it up",
    'Open the menu, choose "{menu}" and then "{menu}"',
    "This usually comes from {cause}, and it settles once you {fix} it again",
    "Because of {weather} in {city} deliveries run about {n} days late",
    "There are {amount} points on the account, worth ${n}",
    "The invoice will be made out to {company} and sent by {date}",
    "We only have the {prod} in {color}, the {spec} comes back on {date}",
    "I found a record of the {issue} on {date} at {time}",
    "The plan is ${amount} a month with {gb} GB and {minutes} minutes",
    "The engineer is booked for {date} between {time} and {time}",
    "I marked it as urgent so that {dept} sees it first",
    "We pay for the return, just use the label in the parcel",
    "The replacement {prod} has shipped with tracking number {tracking}",
    "The request went through and the result comes by text message",
    "Our notes say that {name} got in touch on {date} about the {issue}",
    "This {prod} fits the {spec} model as well",
    "{bank} takes the payment on day {day} of each month",
    "The offer runs from {date} until {date}, as shown on the page",
    "I looked at the photo and the {color} one does have a {flaw}",
    "The contract runs for {n} years and ends on {date}",
    "Let me repeat that: {n} of the {prod}, ${amount} in total",
    "The {depot} says the parcel goes out again today at {time}",
    "That fits our rules, so I am filing the {issue} right away",
    "Which number reaches you best after {time}",
    "Changes to the login are made on the official page, we never see it",
]

CUSTOMER = [
    "I bought the {prod} on {date} and it is still {status}",
    "It is about order {order}, where is it",
    "The {prod} came with a {flaw}, the {color} one",
    "How does the {issue} work",
    "I paid ${amount} yesterday at {time} and the money is gone",
    "The address is wrong, it should be {num} {road} in {city}",
    "My {prod} does not connect, I restarted it {n} times",
    "Why was I billed ${amount} more this month",
    "I would like to return the {spec} one and keep the rest",
    "When do I get the invoice for {company}",
    "The driver said he left it at the {depot} but it was not there",
    "Will it be here before {date}",
    "Fine, let us do it that way",
    "Okay, I will wait for the call from {dept}",
    "That is odd, my page says {status}",
    "Somebody called {name} told me it takes {n} days",
    "My membership ends on {date} and I have {amount} points",
    "I changed my phone number and get no messages",
    "The ${amount} voucher was not taken off",
    "Can I have it in {color}, the {spec} is fine too",
    "I sent a picture, look at the {flaw}",
    "I am in {city} until {date}",
    "Last time the {issue} took {n} days as well",
    "Right, got it",
    "Are there not {gb} GB in the plan, how are they used up",
    "Is {dept} open at weekends",
    "Does the installation cost extra, and how much is it",
    "Tracking number {tracking} shows nothing",
    "I signed the contract on {date} for {n} years",
    "Yes, any time after {time} is good",
    'The page keeps loading when I press "{menu}"',
    "The free {prod} was missing from the box",
]

OPENING = ["Hello, ", "Hi there, ", "Good morning, ", "", "", "Hey, ", "Good evening, "]
GREETING = ["{Kw}, my name is {name}.", "{Kw}, {name} here.", "{Kw}! I am {name} from {dept}.", "{Kw}, you are chatting with {name}."]
THANKS = ["{Kw}.", "{Kw}!", "Again, {kw}."]
COURTESY = ["{Kw}.", "{Kw}, {name}.", "Of course, {kw}."]
CLOSING = ["{Kw}!", "{Kw}.", "That is all from my side, {kw}!"]
WARNING = ["Mind that {kw}.", "By the way, {kw}, so take your time."]
BOT = ["Hello, I am the assistant of the {dept} team, what is it about", "Connecting you now, {n} people are before you"]
PROMPT = ["Are you still with us", "We have not heard back and will close this chat soon"]

CARRIERS = ["Look, {w}.", "Between us, {w}, as {name} says.", "{W}!", "Well, {w}, up to {date}.", "{W}.", "Listen, {w}, that is how it goes."]
CUSTOMER_CARRIERS = ["{W}.", "Since {date}, {w}, just so you know.", "{W}!!", "Listen, {w}, it is order {order}."]
NEGATED = ["We never say {w} here.", "We cannot offer {w} at all.", "Nobody here can say {w}."]
QUOTED = ['You mentioned "{w}" earlier, I have noted it.', 'You said "{w}", I pass that to {dept}.']
EXCLUDED = ["Please beware of {w} messages.", "Scams promising {w} are common around {date}."]
SAID = ["The last one told me {w}.", "Somebody in your forum wrote {w}, is that real"]

END = [".", ".", ".", ".", "!", ". :)", "."]
QUESTION_END = ["?", ".", "", "!", "??", " please"]
SPACE = " "

VOCABULARY = {
    "first": "Emma|Liam|Olivia|Noah|Ava|Ethan|Mia|Lucas|Chloe|Mason|Zoe|Logan|Ruby|Jack|Grace|Leo|Ella|Owen|Ivy|Max|Nora|Felix|"
    "Priya|Arjun|Mei|Kenji|Sofia|Mateo|Fatima|Omar|Ingrid|Pavel",
    "last": "Walker|Hughes|Bennett|Foster|Reed|Price|Barnes|Hayes|Coleman|Perry|Long|Brooks|Murphy|Rivera|Cooper|Howard|Ward|"
    "Peterson|Gray|James|Watson|Kelly|Sanders|Ross",
    "status": "awaiting dispatch|in transit|delivered|out for delivery|under review|unpaid|closed|being refunded|partly shipped|on hold|split",
    "city": "Leeds|Bristol|Austin|Denver|Dublin|Toronto|Perth|Oslo|Boston|Cardiff|Seattle|Glasgow|Phoenix|Auckland|Chicago|"
    "Manchester|Portland|Montreal|Adelaide|Belfast",
    "road": "High Street|Station Road|Park Avenue|Mill Lane|Church Street|King Street|Victoria Road|Elm Drive|Oak Court|Bridge Street|"
    "Queensway|Harbour View|Sunset Boulevard|Maple Close",
    "depot": "sorting centre|warehouse|parcel locker|pick-up point|local depot|airport hub|customs office|branch",
    "prod_a": "wireless|smart|portable|folding|cordless|compact|silent|waterproof|travel|kids|electric|solar|rechargeable|heated",
    "prod_b": "headphones|watch|speaker|vacuum|humidifier|desk lamp|keyboard|mouse|adapter|suitcase|backpack|flask|air fryer|"
    "rice cooker|washer|water filter|projector|router|fan|toothbrush",
    "color": "white|black|grey|blue|green|red|pink|silver|gold|purple|orange|beige",
    "spec": "large|medium|small|standard|basic|three-piece|two metre|512 GB|128 GB|size 9|single|family pack|refurbished",
    "issue": "exchange|refund|missing part|repair|address change|invoice copy|number transfer|price adjustment|plan change|"
    "failed sign-up|login error|late payment|double billing|weak signal",
    "dept": "logistics|after-sales|finance|technical|warehouse|risk|complaints|installation|membership|claims",
    "bank": "Barclays|Chase|Lloyds|Citi|HSBC|Wells Fargo|Monzo|PayPal|American Express",
    "menu": "My orders|Returns|Addresses|Invoices|Account settings|Notifications|Security|Vouchers|Devices|Statements",
    "cause": "a full cache|a shaky network|an old version|a low battery|a missing permission|a wrong clock|a loose plug|maintenance",
    "fix": "install|plug in|connect|authorise|update|restart|calibrate|pair",
    "weather": "heavy rain|snow|a storm|fog|road works|a strike",
    "flaw": "scratch|dent|crack|loose seam|rattle|leak|stain|dead pixel|missing screw|bent pin|torn corner",
    "company": "Northwind Trading Ltd|Bluebird Labs|Harbour Media|Stonebridge Builders|Lighthouse Tutors|Acorn Foods|Meridian Health",
}
