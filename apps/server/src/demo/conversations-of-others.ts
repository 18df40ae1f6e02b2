import type { DemoConversation } from "./script.ts";

/** Conversations without Nora, so that every sign-in finds a lively place. */
export const CONVERSATIONS_OF_OTHERS: DemoConversation[] = [
  {
    between: ["haruka", "jonas"],
    unread: { haruka: 1 },
    days: [
      {
        day: 18,
        at: "19:15",
        lines: `
jonas|ja|こんばんは。ヨナスです。日本語は少しだけです。
haruka|ja|こんばんは！少しでも大丈夫ですよ。
jonas|en|I can say "bread" in eleven languages, in Japanese it sounds like home: パン.
haruka|en|It came from Portuguese, I think. A word that travelled by ship.
jonas|en|Like every good bread.`,
      },
      {
        day: 7,
        at: "20:30",
        lines: `
haruka|en|Is it natural to say "I look forward to hear from you"?
jonas|en|I always write "hearing", but I had to learn it too.
haruka|en|Again this "to"! It is following me.
jonas|ja|がんばってください。
haruka|ja|ありがとう。完璧な日本語です。`,
      },
      {
        day: 0,
        at: "09:12",
        lines: `
haruka|en|I saw your photo of the rye bread. Did you use a stone oven?
jonas|en|No, only a cast-iron pot and a lot of patience.
jonas|ja|明日、日本語で作り方を書きます。`,
      },
    ],
  },
  {
    between: ["haruka", "rania"],
    unread: { haruka: 2 },
    days: [
      {
        day: 6,
        at: "13:05",
        lines: `
rania|en|Hello Haruka! Nora told me that you love picture books.
haruka|en|Hello Rania! Yes. Do children in Beirut read picture books too?
rania|en|They read everything that has a cat in it.
haruka|en|Then Kyoto and Beirut are very near.`,
      },
      {
        day: 0,
        at: "10:40",
        lines: `
rania|en|How was the interview? Nora is pressing her thumbs.
rania|en|I only found the word for it today, and I am pressing mine as well.`,
      },
    ],
  },
  {
    between: ["haruka", "wei"],
    unread: {},
    days: [
      {
        day: 11,
        at: "12:32",
        lines: `
wei|en|Hello! We can write kanji to each other and understand half of it.
haruka|en|Half is enough for the beginning. Let us try: 手紙
wei|en|In Chinese this is toilet paper.
haruka|en|In Japanese it means a letter! Please do not send me one.
wei|zh|那我给你写一封信。
haruka|ja|信！それは「信じる」の信ですね。`,
      },
      {
        day: 3,
        at: "13:15",
        lines: `
haruka|en|Which noodle should a beginner eat first in Chengdu?
wei|en|担担面, but ask for "微辣", a little spicy. It will still be very spicy.
haruka|en|And if I cry?
wei|en|Then the cook is happy.
haruka|ja|旅行の前に練習します。`,
      },
    ],
  },
  {
    between: ["lucia", "jonas"],
    unread: {},
    days: [
      {
        day: 9,
        at: "18:10",
        lines: `
lucia|de|Hallo Jonas, ich bin Lucía. Ich lerne seit zwei Jahr Deutsch.
jonas|de|Hallo Lucía! „Seit zwei Jahren“, im Dativ. Sonst perfekt.
lucia|de|Der Dativ ist mein Feind.
jonas|es|Y el subjuntivo es mi enemigo.
lucia|es|Entonces estamos empatados.
jonas|es|¿Qué significa "empatados"?
lucia|en|That nobody wins. A draw.`,
      },
      {
        day: 2,
        at: "21:33",
        lines: `
jonas|es|Hoy he hecho pan con aceitunas.
lucia|es|¡Qué rico! ¿De las verdes o de las negras?
jonas|es|De las negras. No sabía que hay diferencia.
lucia|es|"No sabía que hubiera". Y sí, hay diferencia.
jonas|de|Da ist er wieder, der Feind.`,
      },
    ],
  },
  {
    between: ["camille", "adaeze"],
    unread: { adaeze: 2 },
    days: [
      {
        day: 16,
        at: "08:05",
        lines: `
camille|fr|Bonjour Adaeze ! Je rentre du travail, tu viens de te lever, c'est parfait.
adaeze|fr|Bonjour Camille ! Oui, je bois mon café. Tu as fini la nuit ?
camille|fr|Oui, douze heures. On dit plutôt « tu as fini ta nuit ».
adaeze|fr|Merci. Tu as fini ta nuit, et moi, je commence ma journée.
camille|en|You learn quickly. Now correct me: I am working since three years in this hospital.
adaeze|en|"I have been working at this hospital for three years."
camille|en|So many words for a simple thing.`,
      },
      {
        day: 8,
        at: "07:50",
        lines: `
adaeze|fr|Hier, j'ai chanté dans une église très froide.
camille|fr|Qu'est-ce que vous avez chanté ?
adaeze|fr|Le requiem de Fauré. Je ne comprends pas le latin, mais je pleure quand même.
camille|fr|C'est une très belle phrase. Rien à corriger.
adaeze|en|I will frame that.`,
      },
      {
        day: 0,
        at: "07:35",
        lines: `
camille|fr|Cette nuit, un patient m'a récité un poème en entier.
camille|fr|Il avait oublié mon prénom, mais pas un seul vers.`,
      },
    ],
  },
  {
    between: ["jiwoo", "taro"],
    unread: {},
    days: [
      {
        day: 12,
        at: "22:40",
        lines: `
jiwoo|ja|太郎さん、札幌はもう雪ですか。
taro|ja|はい、昨日から積もっています。釜山は？
jiwoo|ja|釜山は雪がめったに降りません。うらやましいです。
taro|ja|雪かきを手伝いに来てください。
jiwoo|ja|コーヒー豆を持って行きます。交換しましょう。
taro|ja|パンも焼きますよ。`,
      },
      {
        day: 5,
        at: "21:18",
        lines: `
taro|en|I tried to explain "정" with a dictionary and failed.
jiwoo|en|You cannot explain it. You give someone the last piece of your food, that is 정.
taro|ja|日本語の「情」と同じ字なのに、もっと温かいですね。
jiwoo|ko|맞아요. 더 따뜻해요.`,
      },
    ],
  },
  {
    between: ["wei", "jonas"],
    unread: { wei: 1 },
    days: [
      {
        day: 13,
        at: "14:22",
        lines: `
wei|de|Guten Tag! Ich heiße Wei und ich baue Brücken.
jonas|de|Guten Tag, Wei! Was für ein guter erster Satz.
wei|de|Warum heißt es „die Brücke“ und „der Fluss“?
jonas|de|Das weiß niemand. Man lernt es mit.
wei|en|In Chinese we have no articles, we have tones. I think it is fair.
jonas|en|I would take your tones if you take our plural forms.`,
      },
      {
        day: 1,
        at: "15:45",
        lines: `
wei|de|Heute bin ich auf dem Berg gestiegen.
jonas|de|„Auf den Berg“, denn du bewegst dich. Oben bist du dann „auf dem Berg“.
wei|de|Ich bin auf den Berg gestiegen, und jetzt bin ich auf dem Berg.
jonas|de|Wunderbar. Schöne Aussicht?`,
      },
    ],
  },
  {
    between: ["daniel", "mateo"],
    unread: {},
    days: [
      {
        day: 6,
        at: "23:05",
        lines: `
daniel|es|Parce, ¿vos también estás aprendiendo alemán?
mateo|es|Sí, pero voy despacio. ¿"Parce" es como "tío"?
daniel|es|Exacto. Aquí "tío" es solo el hermano de tu mamá.
mateo|de|Wir sollten Deutsch schreiben.
daniel|de|Ja, aber langsam. Ich wohne bald in Leipzig.
mateo|de|Hast du schon eine Wohnung?
daniel|de|Nein. Ich habe nur ein Wörterbuch.`,
      },
    ],
  },
  {
    between: ["yusuf", "rania"],
    unread: { yusuf: 1 },
    days: [
      {
        day: 7,
        at: "20:10",
        lines: `
rania|ar|مساء الخير يا يوسف، هل انتهيت من المسرحية؟
yusuf|ar|تقريباً. بقي صوت المطر فقط.
rania|ar|لا مطر في عمّان هذا الشهر.
yusuf|ar|لذلك سجّلت صوت القهوة وهي تُصبّ. لا أحد يلاحظ الفرق.
rania|en|Now I want to hear that rain.`,
      },
      {
        day: 0,
        at: "11:55",
        lines: `
yusuf|en|The play is on the air tonight at nine.
rania|ar|سأستمع إليها مع أمي.`,
      },
    ],
  },
];
