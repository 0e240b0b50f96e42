// The words that lists of leaked passwords are full of, and keyboard walks. With what people add to a word to please
// a form (123, !, a year) and what they write for a letter (@, 0), this refuses tens of thousands of passwords.
const words = `
password passwort passw passwd pass passe pasword passphrase parola parool motdepasse contrasena contrasenia senha
kennwort haslo heslo wachtwoord salasana sifre lozinka jelszo hemmelig losenord adgangskode parole mima
qwerty qwertz azerty qwertyui qwertyuiop qwertzui qwertzuiop azertyui azertyuiop asdf asdfg asdfgh asdfghj asdfghjk
asdfghjkl zxcv zxcvb zxcvbn zxcvbnm yxcvbnm qazwsx qazwsxedc wsxedc qweasd qweasdzxc qwaszx zaqwsx poiuytrewq
lkjhgfdsa mnbvcxz qwer qwert asd qwe zxc abc abcd abcde abcdef abcdefg abcdefgh aaa test tester testing testtest
admin administrator adminadmin root rootroot toor superuser user username userpass guest default changeme change
changeit changethis temp temporary temppass letmein letmeinplease openup opensesame access enter entrance login logon
signin welcome welcomeback hello hellohello hallo hallohallo bonjour hola ciao salut goodbye secret topsecret private
security secure server system computer internet network windows linux ubuntu oracle mysql postgres cisco database
master mastermaster monkey dragon shadow sunshine princess iloveyou iloveu ilove loveyou loveme lovely lover loverboy
lovelove love mylove truelove sweetheart sweety sweetie honey honeybee darling babygirl babyboy baby babe angel angels
angelina football fotball futbol fussball soccer baseball basketball hockey tennis volleyball rugby cricket golf golfer
skateboard snowboard swimming runner racing boxing wrestling liverpool arsenal chelsea manchester manutd juventus
barcelona realmadrid bayern borussia milan inter benfica galatasaray fenerbahce besiktas steelers cowboys packers
eagles yankees lakers redsox rangers broncos raiders patriots dolphins dallas chicago boston london berlin paris madrid
lisboa moscow newyork york california texas florida america american england scotland ireland deutschland germany
france espana italia brasil mexico canada australia india pakistan indonesia nigeria africa turkiye poland polska
superman batman spiderman ironman wolverine superstar starwars startrek skywalker jedi yoda vader darthvader matrix
pokemon pikachu charizard naruto sasuke onepiece dragonball goku minecraft roblox fortnite nintendo playstation xbox
zelda mario sonic gamer gaming callofduty counterstrike halo warcraft starcraft diablo runescape hogwarts harrypotter
potter gandalf frodo hobbit merlin wizard magic phoenix unicorn butterfly flower flowers rose rosebud sunflower daisy
jasmine lily tulip cherry strawberry banana orange apple pineapple chocolate cookie cookies candy sugar pepper ginger
cinnamon vanilla cheese pizza burger coffee whiskey vodka beer jordan michael michelle jennifer jessica ashley amanda
nicole daniel danielle andrew anthony robert thomas william joshua matthew charlie george jonathan christopher
christian christine christina elizabeth victoria alexander alexandra alexandre alexis samantha stephanie patrick
patricia richard benjamin nicholas vincent sebastian maximilian justin brandon tyler austin dakota hunter hannah
rebecca rachel melissa vanessa veronica isabella gabriel gabriela fernando francisco carlos roberto ricardo eduardo
alejandro antonio giovanni andrea martina valentina natasha anastasia tatiana svetlana vladimir sergey dmitry ivan
mohammed muhammad mohamed ahmed ali hassan fatima allah bismillah jesus jesuschrist christ god godisgood godislove
heaven blessed blessing church faith hope grace peace bible amen gloria maria mariamaria madonna lucky luckyme fuckyou
fuckoff fuckme fuck motherfucker asshole bitch bullshit shithead pussy sexy sexygirl hottie stupid idiot nothing
whatever nopassword none trustno trustnoone trust mustang corvette camaro ferrari porsche mercedes bmw audi toyota
honda yamaha harley davidson ducati kawasaki ford chevrolet jaguar tiger lion panther bear wolf eagle falcon hawk
dolphin turtle kitten kitty hellokitty puppy doggy doggie cat dog fluffy buddy buster max maxwell rocky bandit bailey
cooper sammy snoopy garfield tigger winnie scooby mickey mickeymouse minnie disney donald princesa principe killer
killer killers hacker hackers ninja samurai warrior soldier sniper ranger marine marines army navy airforce military
police america freedom liberty democracy revolution summer winter spring autumn sommer herbst january february march
april august september october november december monday tuesday wednesday thursday friday saturday sunday holiday
christmas halloween birthday happy happyday smile smiley forever always friends friend bestfriend family mother father
mommy mummy daddy mama papa brother sister children hunter2 blink metallica nirvana slipknot eminem rihanna beyonce
beatles elvis guitar guitars piano music musica dance dancer dancing drummer rock rocknroll rockstar hiphop rapper
diamond silver golden gold platinum crystal pearl purple yellow green blue black white red pink blackie midnight
moonlight starlight sunlight sunset sunrise ocean beach island mountain river thunder lightning storm rainbow
snowflake snow ice fire flame water earth planet galaxy universe space rocket apollo mercury venus jupiter saturn
neptune pluto genesis alpha omega delta gamma sigma phantom ghost demon devil satan lucifer vampire zombie monster
creative success money dollar million millionaire business company office manager student teacher school college
university engineer doctor nurse scooter skittles snickers peanut pumpkin popcorn cupcake marshmallow muffin
bubbles sparkle glitter tinkerbell cinderella barbie juliana juliet romeo casanova scorpion scorpio gemini taurus
virgo libra aquarius pisces capricorn leo aries samsung iphone android google facebook youtube twitter instagram
linkedin yahoo hotmail gmail myspace netflix amazon microsoft apple slack confab chat chatchat message
`;

const common = new Set(words.split(/\s+/).filter(Boolean));

const walks = [
  '1234567890',
  '0987654321',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  'zaq12wsxcde34rfv',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'q1a2z3w4s5x6',
  '147258369',
  '741852963',
  '123321123321',
  '1234512345',
  '12341234',
  '11223344556677889900',
  '112233445566',
  '111222333444555',
  '1112131415',
  '159357159357',
  '789456123',
  '123456654321',
  '1357924680',
  '2468013579',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  'qazwsxedcrfvtgbyhnujm',
  'abcdefghijklmnopqrstuvwxyz',
  'a1b2c3d4e5f6g7h8',
  '1a2b3c4d5e6f7g8h',
  'abc123abc123',
  '123abc123abc',
  'asdf1234asdf',
  'qwer1234qwer',
  'aabbccddeeff',
  '0123456789',
  '9876543210',
  '31415926535897',
  '27182818284590',
];

const letters: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  $: 's',
  '5': 's',
  '7': 't',
};

/** `plain` in lower case. */
export function isCommonPassword(plain: string): boolean {
  if (walks.some((walk) => walk.includes(plain))) return true;
  // A date or a phone number: nothing but digits and what separates them.
  if (/^[\d\s./-]{1,12}$/.test(plain)) return true;
  return coresOf(plain).some((core) => core === '' || common.has(core) || isDoubled(core));
}

/** The word that is left when what people put before and after it is taken away, as written and with letters back. */
function coresOf(plain: string): string[] {
  const stripped = plain.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}]+$/u, '');
  const added = plain.replace(/[\d\s!?.,*#_+-]{1,6}$/, '');
  return [stripped, unleet(plain), unleet(added), unleet(stripped), withoutSeparators(stripped)];
}

function unleet(text: string): string {
  return text.replace(/[@430!1$57]/g, (mark) => letters[mark] ?? mark);
}

function withoutSeparators(text: string): string {
  return text.replace(/[\s._-]/g, '');
}

function isDoubled(core: string): boolean {
  const half = core.slice(0, core.length / 2);
  return core.length % 2 === 0 && half + half === core && common.has(half);
}
