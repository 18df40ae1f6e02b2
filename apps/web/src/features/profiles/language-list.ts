import { baseLanguage } from "#kernel/ink";

/** Languages that people learn and teach, each with the name it has for itself. */
const list = `
ab Аԥсуа
ace Bahsa Acèh
ach Acholi
af Afrikaans
ak Akan
am አማርኛ
an Aragonés
ar العربية
ary الدارجة
arz مصري
as অসমীয়া
ast Asturianu
ay Aymar aru
az Azərbaycan
ba Башҡортса
ban Basa Bali
be Беларуская
bem Ichibemba
bg Български
bho भोजपुरी
bm Bamanakan
bn বাংলা
bo བོད་སྐད
br Brezhoneg
bs Bosanski
ca Català
ce Нохчийн
ceb Cebuano
ckb کوردیی ناوەندی
co Corsu
cs Čeština
cv Чӑвашла
cy Cymraeg
da Dansk
de Deutsch
dv ދިވެހި
dz རྫོང་ཁ
ee Eʋegbe
el Ελληνικά
en English
eo Esperanto
es Español
et Eesti
eu Euskara
fa فارسی
ff Pulaar
fi Suomi
fil Filipino
fj Na Vosa Vakaviti
fo Føroyskt
fr Français
fur Furlan
fy Frysk
ga Gaeilge
gaa Gã
gd Gàidhlig
gl Galego
gn Avañe’ẽ
gsw Schwiizerdütsch
gu ગુજરાતી
ha Hausa
hak 客家話
haw ʻŌlelo Hawaiʻi
he עברית
hi हिन्दी
hmn Hmoob
hr Hrvatski
hsb Hornjoserbšćina
ht Kreyòl ayisyen
hu Magyar
hy Հայերեն
ia Interlingua
id Bahasa Indonesia
ig Igbo
ilo Ilokano
is Íslenska
it Italiano
iu ᐃᓄᒃᑎᑐᑦ
ja 日本語
jv Basa Jawa
ka ქართული
kab Taqbaylit
kea Kabuverdianu
kg Kikongo
ki Gĩkũyũ
kk Қазақша
kl Kalaallisut
km ភាសាខ្មែរ
kn ಕನ್ನಡ
ko 한국어
kok कोंकणी
kri Krio
ks کٲشُر
ku Kurdî
ky Кыргызча
la Latina
lad Ladino
lb Lëtzebuergesch
lg Luganda
li Limburgs
lij Lìgure
lmo Lombard
ln Lingála
lo ພາສາລາວ
lt Lietuvių
luo Dholuo
lus Mizo ṭawng
lv Latviešu
mai मैथिली
mfe Kreol Morisien
mg Malagasy
mi Te reo Māori
min Baso Minangkabau
mk Македонски
ml മലയാളം
mn Монгол
mni ꯃꯤꯇꯩꯂꯣꯟ
mr मराठी
ms Bahasa Melayu
mt Malti
my မြန်မာဘာသာ
nan 閩南語
nap Napulitano
nb Norsk bokmål
ne नेपाली
nl Nederlands
nn Norsk nynorsk
nso Sesotho sa Leboa
nv Diné bizaad
ny Chichewa
oc Occitan
om Afaan Oromoo
or ଓଡ଼ିଆ
os Ирон
pa ਪੰਜਾਬੀ
pap Papiamentu
pl Polski
ps پښتو
pt Português
qu Runasimi
quc K’iche’
rm Rumantsch
rn Ikirundi
ro Română
ru Русский
rw Ikinyarwanda
sa संस्कृतम्
sah Саха тыла
sat ᱥᱟᱱᱛᱟᱲᱤ
sc Sardu
scn Sicilianu
sco Scots
sd سنڌي
se Davvisámegiella
si සිංහල
sk Slovenčina
sl Slovenščina
sm Gagana Samoa
sn chiShona
so Soomaali
sq Shqip
sr Српски
ss SiSwati
st Sesotho
su Basa Sunda
sv Svenska
sw Kiswahili
ta தமிழ்
te తెలుగు
tet Tetun
tg Тоҷикӣ
th ไทย
ti ትግርኛ
tk Türkmençe
tn Setswana
to Lea fakatonga
tpi Tok Pisin
tr Türkçe
ts Xitsonga
tt Татарча
tum Chitumbuka
ty Reo Tahiti
tyv Тыва дыл
udm Удмурт кыл
ug ئۇيغۇرچە
uk Українська
ur اردو
uz O‘zbek
ve Tshivenḓa
vec Vèneto
vi Tiếng Việt
vro Võro
war Winaray
wo Wolof
wuu 吳語
xh isiXhosa
yi ייִדיש
yo Yorùbá
yue 粵語
zgh ⵜⴰⵎⴰⵣⵉⵖⵜ
zh 中文
zu isiZulu
`;

const ownNames: ReadonlyMap<string, string> = new Map(
  list
    .trim()
    .split("\n")
    .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
);

/** The languages to choose from, as BCP 47 codes. */
export const languageCodes: readonly string[] = [...ownNames.keys()];

/** The name that a language has for itself: `日本語`; null where it is not known. */
export function ownLanguageName(code: string): string | null {
  return ownNames.get(code) ?? ownNames.get(baseLanguage(code)) ?? null;
}
