import type { DemoConversation } from "./script.ts";

/** What Nora and her friends wrote: `day` counts back from today, lines are `who|language|text`. */
export const CONVERSATIONS_OF_NORA: DemoConversation[] = [
  {
    between: ["nora", "haruka"],
    unread: { nora: 3 },
    days: [
      {
        day: 19,
        at: "08:40",
        lines: `
haruka|en|Hi Nora, thank you for accepting! I am Haruka from Kyoto.
haruka|en|I read English every day but I almost never write it.
nora|ja|はじめまして、ノラです。よろしくお願いします。
nora|en|Your English reads well. Shall we each write in the language we learn?
haruka|en|Yes, good idea. And please correct me strictly.
nora|ja|私も、まちがいがあったら教えてください。
haruka|ja|はい、遠慮なく直しますね。`,
      },
      {
        day: 16,
        at: "12:05",
        lines: `
nora|ja|今日は図書館で働きました。とても静かでした。
haruka|ja|いいですね。図書館では何をしていたんですか。
nora|ja|洗濯機の説明書を翻訳していました。
haruka|ja|説明書！意外とむずかしそう。
nora|en|It is. Nobody reads them, so every word has to work twice as hard.
haruka|en|I like this sentence. I will write it in my notebook.`,
      },
      {
        day: 12,
        at: "21:10",
        lines: `
haruka|en|Can I ask you about "used to"? I used to live in Nara, and I am used to the noise.
nora|en|Both are right! The first is a past habit, the second means the noise no longer surprises you.
haruka|en|So "I am used to live alone" is wrong?
nora|en|Yes: "I am used to living alone". After "be used to" comes a noun or -ing.
haruka|ja|なるほど。長年の謎がとけました。
nora|ja|「謎がとける」、いい表現ですね。覚えます。
nora|call|video completed 1528`,
      },
      {
        day: 8,
        at: "07:55",
        lines: `
nora|ja|質問があります。「は」と「が」の違いがまだよくわかりません。
haruka|ja|それは日本人でも説明がむずかしいです。
haruka|ja|「雨が降っている」は今気づいたこと。「雨は降っている」は、ほかのものと比べる感じ。
nora|ja|「コーヒーは飲みますが、紅茶は飲みません」みたいな感じですか。
haruka|ja|そうそう、その通り！
nora|en|That is the first explanation that ever helped me.`,
      },
      {
        day: 5,
        at: "22:20",
        lines: `
haruka|en|I have an interview on Thursday, at a publishing house!
nora|en|That is wonderful news. Which department?
haruka|en|Children's books. They will ask me about my favourite picture book.
nora|en|Then you only have to tell the truth.
haruka|en|But in front of five people. I practise with my cat.
nora|call|voice timeout 0
haruka|en|Sorry, I missed your call, the cat had my phone. Tomorrow?
nora|ja|猫は何と言っていますか。
haruka|ja|「もっと大きい声で」と言っています。`,
      },
      {
        day: 1,
        at: "21:02",
        lines: `
haruka|en|Yesterday I finished the interview at the publishing house. I was so nervous that I forgot my own phone number!
nora|ja|お疲れさま！結果はいつわかりますか。
haruka|ja|来週の水曜日に連絡が来る予定です。
haruka|ja|ドキドキしています……
nora|en|I keep my fingers crossed. In German we press our thumbs instead.
haruka|en|Press your thumbs! I try it now. It hurts a little.
haruka|ja|今日は鴨川を散歩しながら、英語のポッドキャストを聞いてました。早口で、半分くらいしか聞き取れなかったけど、楽しかった！`,
      },
      {
        day: 0,
        at: "08:31",
        lines: `
nora|en|Half is a lot at that speed. Try the episode about night trains, they speak slower.
nora|en|And send me the title of that picture book, I want to read it.
haruka|ja|「ちいさいおうち」です。原作は英語なんですよ。
nora|en|Oh! "The Little House". My grandmother read it to me in German.
haruka|ja|駅前に新しいカフェができたよ。看板のアラビア語、読める？
haruka|ar|القهوة أولاً، ثم الكلام
haruka|en|The owner lives in Amman since ten years!`,
      },
    ],
  },
  {
    between: ["nora", "lucia"],
    unread: { nora: 2 },
    days: [
      {
        day: 23,
        at: "18:30",
        lines: `
lucia|es|¡Hola, Nora! Soy Lucía, de Granada.
nora|es|Hola Lucía. Mi español es un poco viejo, lo aprendí con canciones.
lucia|es|Entonces hablas como mi abuela, y es un cumplido.
lucia|en|May I ask for your corrections too? I write "informations" since years.
nora|en|"I have written 'information' wrong for years." Both at once, sorry!
lucia|en|No, no, this is exactly what I need.`,
      },
      {
        day: 17,
        at: "20:12",
        lines: `
nora|es|Hoy he cocinado una tortilla. Se ha roto en dos partes.
lucia|es|Eso no es una tortilla rota, son dos tortillas.
nora|es|¿Con cebolla o sin cebolla?
lucia|es|Con. Y no se discute.
nora|es|Aquí en Bristol nadie discute sobre cebollas.
lucia|en|You are missing a great part of life.`,
      },
      {
        day: 11,
        at: "19:45",
        lines: `
lucia|en|My students drew the Alhambra today, everyone from the same window.
lucia|en|There were twenty drawings and twenty different palaces.
nora|es|¿Cuál te gustó más?
lucia|es|La de un niño que solo dibujó la sombra.
nora|es|Me encanta. ¿Se dice "me encanta" o "me gusta mucho"?
lucia|es|Las dos cosas, pero "me encanta" suena más a ti.`,
      },
      {
        day: 4,
        at: "22:01",
        lines: `
nora|es|Si tendría más tiempo, iría a Granada.
lucia|es|Casi: "si tuviera más tiempo". Con "si", nunca condicional.
nora|es|Si tuviera más tiempo, iría a Granada.
lucia|es|Perfecto. Y si vinieras, te enseñaría la terraza de mi abuela.
nora|de|Das nehme ich beim Wort.
lucia|de|Was heißt „beim Wort nehmen“?
nora|en|To hold somebody to what they said. You promised a terrace.`,
      },
      {
        day: 0,
        at: "13:50",
        lines: `
nora|es|¿Qué hiciste este fin de semana?
lucia|es|Nada, y muy bien hecho. Me levanté de madrugada para ver las estrellas fugaces.
lucia|es|¿Sabes qué es "madrugar"? Me encanta esa palabra, no existe en inglés.`,
      },
    ],
  },
  {
    between: ["nora", "yusuf"],
    unread: {},
    days: [
      {
        day: 15,
        at: "16:20",
        lines: `
yusuf|en|Hello Nora. I heard you want to learn the letters?
nora|en|Yes! I know about ten of them, and only when they stand alone.
yusuf|ar|نبدأ بكلمة واحدة: باب
yusuf|en|It means door. Three letters, and two of them you know.
nora|ar|باب
yusuf|en|Excellent. You have opened the door.`,
      },
      {
        day: 9,
        at: "17:02",
        lines: `
nora|en|Why does the same letter look different at the end of a word?
yusuf|en|Because we write like we run: at the start you bend your knees, at the end you stretch your legs.
yusuf|ar|ه ـهـ ـه
nora|en|That is the same letter three times?
yusuf|en|The same letter, three moods.
nora|ar|شكراً`,
      },
      {
        day: 3,
        at: "15:31",
        lines: `
yusuf|en|I am mixing a radio play this week. Is it "mixing" or "mix" after "am used to"?
nora|en|"I am used to mixing radio plays." Haruka asked me the same thing last week.
yusuf|en|Then English is difficult for the whole world, good.
yusuf|ar|كيف حالك اليوم؟
nora|ar|بخير، الحمد لله
yusuf|en|Your first full conversation in Arabic!`,
      },
      {
        day: 0,
        at: "14:05",
        lines: `
nora|en|Today somebody sent me a sign from a café: القهوة أولاً، ثم الكلام
yusuf|en|Ha! "Coffee first, then talk." I like them already.
yusuf|ar|كيف أقول «hear back»؟`,
      },
    ],
  },
  {
    between: ["nora", "jonas"],
    unread: {},
    days: [
      {
        day: 20,
        at: "10:15",
        lines: `
jonas|de|Moin Nora, du sprichst ja fast besser Deutsch als ich.
nora|de|Meine Mutter kommt aus Kiel, das hilft.
jonas|en|Then I will write in English and you answer as you like.
nora|en|Deal. What are you baking at the moment?
jonas|en|A rye bread which needs three days. My neighbours think I work with chemicals.`,
      },
      {
        day: 13,
        at: "09:20",
        lines: `
jonas|en|How do you say "gemütlich"? Cosy is too small.
nora|en|There is no single word. "Snug", "homely", sometimes just "nice", said slowly.
jonas|en|So the tone does the work.
nora|en|In English the tone does most of the work.`,
      },
      {
        day: 2,
        at: "18:44",
        lines: `
nora|de|Kannst du mir den Unterschied zwischen „scheinbar“ und „anscheinend“ erklären?
jonas|de|Anscheinend: es sieht so aus, und es stimmt wohl. Scheinbar: es sieht nur so aus.
nora|de|Anscheinend backst du wieder.
jonas|de|Nicht nur scheinbar.`,
      },
    ],
  },
  {
    between: ["nora", "rania"],
    unread: {},
    days: [
      {
        day: 14,
        at: "11:30",
        lines: `
rania|en|I am translating a British novel and somebody "puts the kettle on" on every second page.
nora|en|That is not a description, it is punctuation.
rania|en|May I quote you in a footnote?
nora|en|Only if the footnote also puts the kettle on.
rania|ar|سأضع الإبريق على النار`,
      },
      {
        day: 4,
        at: "12:48",
        lines: `
nora|en|How would you translate "fair enough"?
rania|en|It depends on the face of the person who says it. Usually: معك حق
nora|ar|معك حق
rania|en|Fair enough.
rania|ar|شكراً، سأجرب ذلك غداً.`,
      },
    ],
  },
  {
    between: ["nora", "jiwoo"],
    unread: { nora: 1 },
    days: [
      {
        day: 10,
        at: "06:45",
        lines: `
jiwoo|en|Good morning! It is already afternoon here and the sea is very loud.
nora|en|Good morning from a very quiet kitchen.
jiwoo|ja|私は日本語も勉強しています。ノラさんと日本語で話してもいいですか。
nora|ja|もちろんです。二人とも学生ですね。
jiwoo|ja|先生がいない教室ですね。`,
      },
      {
        day: 1,
        at: "07:20",
        lines: `
nora|en|How do you say "take your time" in Korean?
jiwoo|ko|천천히 하세요.
jiwoo|en|Literally: do it slowly. We say it to people who eat too fast.
nora|en|I will put it on my kitchen wall.
jiwoo|en|I roasted new beans from Ethiopia today. The whole street smells like jasmine.`,
      },
    ],
  },
];
