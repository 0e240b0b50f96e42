/**
 * Conversations by topic. A blank line ends one; `a`, `b`, `c` are whoever takes part; ` / ` is a line break.
 * In braces is one of several choices, so that a conversation may come again weeks later without being the same.
 */
export const threads: Readonly<Record<string, string>> = {
  design: `
a: First pass of the {settings page|sign-up form|empty states} is up. Feedback welcome, the rougher the better
b: The spacing feels right now. I'd still move the save button to where the eye ends up, bottom right
c: Agreed. And the help text is doing the label's job in two places
a: Fair. Fixing both, then I'll share it again before {lunch|the stand-up|four}

a: Which of the two blues do we keep? They're three points apart and nobody can tell
b: The one that passes contrast on the {grey|tinted} background. That decides it for us 🙂
a: 4.61 : 1 it is

a: I watched {three|four|five} people try the new search today
a: Nobody found the filter. Every single one typed "from:" by themselves though
b: That's a gift. Ship the typed filters first and let the button be the hint
c: Can you share the notes? I'd like to see what they did before that
a: Notes and clips: https://example.org/notes/search-round-{2|3|4}

a: Dark mode screenshots are in. Look at the {badges|dividers|avatars} especially
b: Much calmer than last week. The {badges|links} could lose a bit of chroma, they glow
a: Glow is the word. On it
`,
  release: `
a: Where are we with 4.2?
b: {Two|Three|Four} issues left, all of them small. The upgrade notes are half written
c: I can finish the notes today if somebody reviews the migration
a: I'll take the migration
c: 🙏

a: The nightly build is red: a test waits {30|45|60} s for a port that is taken
b: Mine. The old process survives when the test times out. Fix is in review
a: Reviewed, one question about the retry
b: Good question. No, it must not retry there, I removed it
a: Green again 🟢

a: Release candidate {1|2|3} is tagged. Please upgrade your own machine today, not tomorrow
b: Upgraded, no surprises. 14 s from start to finish
c: Same here. Memory is down from {212|198|240} MB to {141|150|133} MB since the last one
d: Arm build works too, tried it on the little board under my desk

a: Customer question: can they skip 4.1 and go to 4.2 directly?
b: Yes. The migrations run one after the other whatever you come from
c: I'd still take a backup first. \`confab.db\` and the secret file, that's all there is
a: Told them so, thanks

a: Freeze is {Thursday|Friday} noon. What isn't in by then waits for 4.3
b: The importer waits then. Better late than halfway
a: Thank you for saying it before I had to
`,
  work: `
a: Can somebody look at {#482|#517|#533|#561}? It's small, I promise
b: "It's small" — 41 files 😄
a: 38 of them are the same line!
b: Looking now

a: Who has the keys for the staging machine?
b: They rotated on Monday. I'll add you, give me five minutes
a: In. Thanks!

a: Reminder: planning at {10:30|11:00|14:00}, room {Fjord|Lagoon|2.14}
b: I'm on a train, will join by phone
c: Same link as always?
a: Same link

a: Numbers from last week: {1,204|1,390|1,288} sign-ups, median answer time {38|41|35} s
b: The answer time is the one I like
c: What changed on Wednesday? There's a bump
a: The newsletter. It bumps every time

a: I wrote down how the queue decides what goes first. Comments welcome, it's two pages
b: Read it. Page one is clear. On page two I got lost at "unless drained"
a: Rewrote that paragraph, have another look?
b: Now I get it

a: Heads-up, the office network is down for {20|30|40} minutes at six tonight
b: Good, then I'll finally go for a run
`,
  kitchen: `
a: There's cake. Reason: none. Location: kitchen
b: Best reason
c: What kind??
a: {Carrot|Lemon|Apple|Plum}. Going fast
d: Saved a piece for whoever fixes the coffee machine ☕

a: The coffee machine says "descale". Who knows how?
b: Hold both buttons for five seconds, then look sad until it starts
a: Looking sad worked

a: Lunch order for the {Thai|Lebanese|Ethiopian} place goes out at 11:45. Reply here with what you want
b: The usual, extra spicy
c: Something without coriander, please
d: Two of what she's having
a: Ordered. {Nine|Eleven|Fourteen} portions, arriving 12:20

a: Somebody left a very nice umbrella by the {sink|window|door}
b: Mine! I walked home in the rain because of it
`,
  smalltalk: `
a: Did you see the sky this morning?
b: Pink all the way to the harbour. I stopped my bike for it
a: Same. Was late. No regrets

a: Anyone up for {football|climbing|a board game night} on {Tuesday|Wednesday|Thursday}?
b: In!
c: In, if it's after seven
a: Half past seven then. That makes {five|six|seven} of us

a: How was the trip?
b: Wonderful. {Four|Five} days without a screen. I recommend it to everybody and will never manage it again
a: 😂
b: I'll bring the photos on {Monday|Friday}
`,
  hikes: `
a: Sunday: the ridge from {the lake|the old mill|the chapel}, 14 km, {620|710|540} m up. Train at 8:12
b: Weather?
a: Dry until three, they say
c: I bring the thermos
d: I bring the legs

a: Who took the group photo at the top? I look like I'm about to sneeze in all of mine
b: I have a good one, sending it tonight
c: We all look like we're about to sneeze, it was the wind
`,
  books: `
a: Next book: {"The Left Hand of Darkness"|"Middlemarch"|"The Summer Book"|"Stoner"}. Four weeks, no spoilers before the 20th
b: Finally. It's been on my shelf for years looking at me
c: Paper or audio?
a: Whatever gets you to the last page

a: Halfway. Nothing happens and I can't put it down
b: Wait for chapter {eleven|twelve|nine}
a: You said no spoilers
b: "Wait" is not a spoiler
`,
  french: `
a: Tu viens au marché samedi ?
b: Avec plaisir ! Vers dix heures ?
a: Parfait. Je prends le pain, tu prends le fromage 🧀

a: J'ai fini le livre hier soir. La fin m'a surprise
b: Ne dis rien, il me reste {quarante|trente|vingt} pages !
a: Promis, je me tais jusqu'à {jeudi|lundi}
`,
  german: `
a: Guten Morgen zusammen! Wer ist heute beim Sprachcafé dabei?
b: Ich komme, aber erst ab halb {sechs|sieben}
c: Ich auch. Thema heute: {Redewendungen|Reisen|Berufe}?
a: Genau. Bringt bitte jeder zwei Beispiele mit
b: »Ich verstehe nur Bahnhof« — passt immer 😄

a: Kurze Frage: heißt es »das gleiche« oder »dasselbe«?
b: Dasselbe Auto ist wirklich nur eines. Das gleiche Auto steht auch beim Nachbarn
a: Ah! Endlich verstanden, danke

a: Der Raum am {Dienstag|Donnerstag} ist leider belegt. Wir gehen in die Küche
b: Noch besser, da steht der Kuchen
`,
  spanish: `
a: Buenos días, equipo. ¿Cómo va la propuesta para {Valencia|Sevilla|Bilbao}?
b: Casi lista. Me faltan los precios del transporte
c: Te los paso antes de comer
b: ¡Genial! Entonces la enviamos {hoy|mañana} por la tarde

a: ¿Alguien tiene el contacto de la imprenta?
b: Sí: pregunta por Lucía, es rapidísima
a: Hablé con ella, el {martes|viernes} están los carteles 🎉

a: Mañana llego tarde, tengo médico a las nueve
b: Tranquila, empezamos a las once
`,
  japanese: `
a: おはようございます。今日の打ち合わせは{10時|11時|14時}からで大丈夫ですか？
b: はい、大丈夫です。資料は昨日共有しました
a: ありがとうございます。確認します

a: 新しいデザイン、とても見やすいですね
b: うれしいです！文字の大きさだけ少し調整しました
c: スマホでも確認しました。問題ありません👍

a: お昼、みんなで{そば|カレー|ラーメン}を食べに行きませんか？
b: 行きます！
c: 10分後に入口で
`,
  korean: `
a: 안녕하세요! 번역 파일 확인하셨어요?
b: 네, {세|네|다섯} 군데만 고치면 될 것 같아요
a: 고마워요. 오늘 안에 반영할게요 🙌
`,
  arabic: `
a: صباح الخير، هل انتهت مراجعة الفصل {الثاني|الثالث|الرابع}؟
b: بقيت صفحتان فقط، أرسلها قبل الظهر إن شاء الله
c: ممتاز، أنا جاهزة للتدقيق بعدها
a: شكرًا لكم جميعًا 🌿

a: ما رأيكم في كلمة «محادثة» بدل «دردشة»؟
b: «محادثة» أوضح في الواجهة
c: أتفق، ونستخدم «دردشة» في النصوص الودّية فقط
`,
  russian: `
a: Привет! Ты завтра в офисе?
b: Да, с {десяти|одиннадцати}. Принести тебе ту книгу?
a: Будет здорово, спасибо!
`,
  direct: `
a: Do you have a minute?
b: Always. What's up?
a: The {resume|import|upload} test fails one time in fifty. I think I know why but I want a second pair of eyes
b: Send me the seed and I'll run it here
a: \`SEED={8842|90210|17701}\`
b: Got it, fails for me too. Two writers, one lock. Look at what happens between the check and the insert
a: Oh no
b: Oh yes 🙂
a: Fixed, with a test. Thank you!

a: Are you joining the call at {three|four}?
b: Yes, two minutes late probably
a: No rush, we start with the boring part

a: Thank you for jumping in yesterday, that saved the demo
b: Any time. You'd have done the same
a: I'd have panicked first, then done the same

a: Could you send me the {slides|figures|contract} again? I can't find the mail
b: Just did. Second link, the first one is old
a: Perfect
`,
};
