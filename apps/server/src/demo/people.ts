import type { LearnedLanguage, SpokenLanguage } from "@parley/protocol/profiles";

/** A person of the demo; `key` also names the portrait among the app's own files. */
export interface DemoPerson {
  key: string;
  name: string;
  place: string;
  timeZone: string;
  bio: string;
  speaks: SpokenLanguage[];
  learns: LearnedLanguage[];
}

function speaks(text: string): SpokenLanguage[] {
  return parse(text) as SpokenLanguage[];
}

function learns(text: string): LearnedLanguage[] {
  return parse(text) as LearnedLanguage[];
}

function parse(text: string): { code: string; level: string }[] {
  return text.split(" ").map((entry) => {
    const [code = "", level = ""] = entry.split(":");
    return { code, level };
  });
}

export const DEMO_PEOPLE: DemoPerson[] = [
  {
    key: "nora",
    name: "Nora Brandt",
    place: "Bristol",
    timeZone: "Europe/London",
    bio: "Translator of manuals, reader of novels. I like slow conversations and fast trains.",
    speaks: speaks("en:native de:C2"),
    learns: learns("ja:B1 es:B1 ar:A1"),
  },
  {
    key: "haruka",
    name: "Haruka Ōnishi",
    place: "Kyoto",
    timeZone: "Asia/Tokyo",
    bio: "出版社で働きたい人。散歩とラジオが好きです。\nI read well, but freeze when I speak.",
    speaks: speaks("ja:native"),
    learns: learns("en:B2"),
  },
  {
    key: "lucia",
    name: "Lucía Ortega",
    place: "Granada",
    timeZone: "Europe/Madrid",
    bio: "Corrígeme todo, por favor. Enseño dibujo y cocino demasiado.",
    speaks: speaks("es:native"),
    learns: learns("en:C1 de:A2"),
  },
  {
    key: "yusuf",
    name: "Yusuf Haddad",
    place: "Amman",
    timeZone: "Asia/Amman",
    bio: "مهندس صوت، أحب القهوة والخط العربي.\nPatient with new letters, I promise.",
    speaks: speaks("ar:native"),
    learns: learns("en:B2"),
  },
  {
    key: "jonas",
    name: "Jonas Weber",
    place: "Leipzig",
    timeZone: "Europe/Berlin",
    bio: "Ich backe gern Brot und erkläre gern den Konjunktiv.",
    speaks: speaks("de:native"),
    learns: learns("en:C1 es:A2 ja:A1"),
  },
  {
    key: "camille",
    name: "Camille Laurent",
    place: "Lyon",
    timeZone: "Europe/Paris",
    bio: "Infirmière de nuit. J'écris le matin, quand la ville dort encore.",
    speaks: speaks("fr:native"),
    learns: learns("en:B2 de:B1"),
  },
  {
    key: "jiwoo",
    name: "박지우",
    place: "Busan",
    timeZone: "Asia/Seoul",
    bio: "바다 옆에서 커피를 볶아요.\nTeaching Korean one cup at a time.",
    speaks: speaks("ko:native"),
    learns: learns("en:B1 ja:B2"),
  },
  {
    key: "wei",
    name: "陈伟",
    place: "Chengdu",
    timeZone: "Asia/Shanghai",
    bio: "做桥梁设计的工程师，周末爬山。\nI can explain every kind of noodle.",
    speaks: speaks("zh:native"),
    learns: learns("en:B2 de:A2"),
  },
  {
    key: "adaeze",
    name: "Adaeze Obi",
    place: "Manchester",
    timeZone: "Europe/London",
    bio: "Choir, chemistry, crosswords. Happy to talk about any of them, badly, in French.",
    speaks: speaks("en:native"),
    learns: learns("fr:B1 de:A2"),
  },
  {
    key: "rania",
    name: "Rania Al-Khatib",
    place: "Beirut",
    timeZone: "Asia/Beirut",
    bio: "أترجم الروايات وأفتقد الكلام.\nI translate novels and miss talking.",
    speaks: speaks("ar:native fr:C1"),
    learns: learns("en:C1"),
  },
  {
    key: "taro",
    name: "藤井太郎",
    place: "Sapporo",
    timeZone: "Asia/Tokyo",
    bio: "ドイツのパンを焼いています。\nIch backe gern deutsches Brot.",
    speaks: speaks("ja:native"),
    learns: learns("de:A2 en:B1"),
  },
  {
    key: "sakura",
    name: "Sakura Mori",
    place: "Osaka",
    timeZone: "Asia/Tokyo",
    bio: "看護学生。大阪弁も教えます。\nI want to speak first and write second.",
    speaks: speaks("ja:native"),
    learns: learns("en:B1"),
  },
  {
    key: "daniel",
    name: "Daniel Castaño",
    place: "Medellín",
    timeZone: "America/Bogota",
    bio: "Arquitecto. Me mudo a Leipzig en septiembre. I move to Leipzig in September.",
    speaks: speaks("es:native"),
    learns: learns("de:B1 en:B2"),
  },
  {
    key: "mateo",
    name: "Mateo Ríos",
    place: "Zaragoza",
    timeZone: "Europe/Madrid",
    bio: "Ciclista lento, lector rápido. Busco a alguien para hablar de libros.",
    speaks: speaks("es:native"),
    learns: learns("en:B1 de:A1"),
  },
];

/** Requests that wait for an answer. */
export const DEMO_REQUESTS: { from: string; to: string; message: string }[] = [
  {
    from: "sakura",
    to: "nora",
    message:
      "Hello Nora! I study nursing in Osaka and want to speak more English. 日本語なら何でも聞いてください。",
  },
  {
    from: "daniel",
    to: "nora",
    message:
      "Hola, Nora. I move to Leipzig in September and my German is still made of nouns. Exchange?",
  },
  {
    from: "adaeze",
    to: "haruka",
    message:
      "Hi Haruka! No Japanese yet, but your walks along the Kamo sound lovely. May I ask you things?",
  },
];
