//! The wordings of furniture: what a short block says that no article's sentence would.
//!
//! Each row has an example that we invented, and a place in the block where its wording must stand, so that
//! an article's own sentences ("She told readers to sign up for lessons.") are left alone. [`role_of`] is
//! precise rather than complete: what it says is furniture nearly always is, and what it passes over may
//! still be, for the page's layout to tell.

use std::sync::LazyLock;

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, Anchored, Input, Match, StartKind};
use onrecord_record::FurnitureRole;
use onrecord_record::FurnitureRole::{Advert, Biography, Comments, Navigation, Other, Related, SignUp};

use At::{Holds, Leads, Opens, Whole};

/// Where in the block a row's wording stands. Numbers are the most characters the block may have.
#[derive(Clone, Copy, Debug)]
enum At {
    /// It is all the block says.
    Whole,
    /// It opens the block, and nothing, a colon, a dash or small letters after capitals follow: a label.
    Leads(usize),
    /// It opens the block.
    Opens(usize),
    /// It stands anywhere.
    Holds(usize),
}

/// One wording: small letters, straight apostrophes, any number as `0`; ` … ` skips a few words.
struct Row {
    at: At,
    words: &'static str,
    role: FurnitureRole,
    #[cfg_attr(not(test), expect(dead_code))]
    example: &'static str,
}

const fn row(at: At, words: &'static str, role: FurnitureRole, example: &'static str) -> Row {
    Row { at, words, role, example }
}

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Links to other articles.
    row(Leads(300), "also read", Related, "Also read: Ferry strike enters its second week"),
    row(Opens(300), "also on … :", Related, "Also on HT: Miners Reject the Offer"),
    row(Opens(300), "also in … :", Related, "Also in the Herald: Where the money went"),
    row(Opens(300), "more on … :", Related, "More on the flood: the dam's long history"),
    row(Opens(200), "more on this", Related, "More on this story"),
    row(Leads(300), "read also", Related, "READ ALSO – Harbour reopens"),
    row(Leads(300), "also see", Related, "Also see: the map of closures"),
    row(Leads(300), "see also", Related, "See also"),
    row(Leads(300), "see more", Related, "SEE MORE: Ten quiet beaches"),
    row(Leads(300), "read more", Related, "READ MORE Harbour reopens"),
    row(Opens(200), "read more about", Related, "Read more about: floods"),
    row(Opens(120), "read more from", Related, "Read more from Ana Belo"),
    row(Opens(120), "read more on", Related, "Read more on the harbour"),
    row(Opens(160), "read more at", Related, "Read more at The Harbour Times"),
    row(Leads(300), "read next", Related, "Read next: the mill's last shift"),
    row(Leads(300), "read this", Related, "Read this: the mill's last shift"),
    row(Leads(300), "read", Related, "Read: How the mill closed"),
    row(Opens(200), "read the full", Related, "Read the full story here"),
    row(Opens(200), "read our full", Related, "Read our full review of the ferry"),
    row(Opens(200), "read the rest", Related, "Read the rest of this article at the Herald"),
    row(Opens(200), "read the original", Related, "Read the original article on the Herald"),
    row(Opens(120), "continue reading", Related, "Continue reading the main story"),
    row(Opens(120), "keep reading", Related, "Keep reading"),
    row(Opens(200), "click here to read", Related, "Click here to read more on the ferry"),
    row(Opens(200), "click here for", Related, "Click here for more local news"),
    row(Opens(200), "click here to", Related, "Click here to see the timetable"),
    row(Leads(300), "related", Related, "Related: Who owns the harbour?"),
    row(Leads(300), "related story", Related, "Related story: the dam"),
    row(Leads(300), "related stories", Related, "Related Stories"),
    row(Leads(300), "related article", Related, "RELATED ARTICLE | The dam"),
    row(Leads(300), "related articles", Related, "Related articles"),
    row(Leads(300), "related content", Related, "Related content"),
    row(Leads(300), "related coverage", Related, "Related Coverage"),
    row(Leads(300), "related link", Related, "Related link: the report"),
    row(Leads(300), "related links", Related, "Related links:"),
    row(Leads(300), "related news", Related, "Related News"),
    row(Leads(300), "related post", Related, "Related post: the dam"),
    row(Leads(300), "related posts", Related, "Related posts"),
    row(Leads(300), "related reading", Related, "Related reading: the dam"),
    row(Leads(300), "related topics", Related, "Related Topics"),
    row(Leads(300), "related tags", Related, "Related tags: ferry, harbour"),
    row(Leads(300), "related items", Related, "Related items"),
    row(Leads(300), "related video", Related, "Related video: the dam from above"),
    row(Leads(300), "related videos", Related, "Related Videos"),
    row(Opens(60), "related to this", Related, "Related to this story"),
    row(Leads(300), "further reading", Related, "Further reading: the inquiry's report"),
    row(Leads(300), "suggested reading", Related, "Suggested reading"),
    row(Leads(300), "recommended", Related, "Recommended"),
    row(Leads(300), "recommended for you", Related, "Recommended for you"),
    row(Leads(300), "recommended reading", Related, "Recommended reading: the dam"),
    row(Leads(300), "recommended stories", Related, "Recommended Stories"),
    row(Leads(300), "recommended videos", Related, "Recommended Videos"),
    row(Leads(300), "recommended articles", Related, "Recommended articles"),
    row(Leads(300), "editor's picks", Related, "Editor’s Picks"),
    row(Leads(300), "editor's pick", Related, "EDITOR'S PICK: The dam"),
    row(Leads(300), "editors' picks", Related, "Editors’ Picks"),
    row(Leads(300), "editors picks", Related, "Editors Picks"),
    row(Leads(300), "editor's choice", Related, "Editor's choice"),
    row(Leads(300), "don't miss", Related, "Don’t miss: the night market"),
    row(Opens(60), "don't miss these", Related, "Don't miss these stories"),
    row(Leads(300), "in case you missed it", Related, "In case you missed it: the dam"),
    row(Leads(300), "icymi", Related, "ICYMI: The dam"),
    row(Opens(160), "you may also like", Related, "You may also like"),
    row(Opens(160), "you might also like", Related, "You might also like these stories"),
    row(Opens(160), "you may also be interested in", Related, "You may also be interested in:"),
    row(Opens(160), "you might also be interested in", Related, "You might also be interested in"),
    row(Leads(160), "you may like", Related, "You may like"),
    row(Leads(160), "you might like", Related, "You might like"),
    row(Leads(160), "more like this", Related, "More like this"),
    row(Leads(160), "more", Related, "More: Harbour reopens"),
    row(Opens(60), "more from", Related, "More from the Herald"),
    row(Opens(60), "more stories from", Related, "More stories from Ruvia"),
    row(Opens(60), "more stories", Related, "More Stories"),
    row(Opens(60), "more news from", Related, "More news from the coast"),
    row(Opens(40), "more news", Related, "More News"),
    row(Opens(40), "more in", Related, "More in Politics"),
    row(Opens(60), "more by this author", Related, "More by this author"),
    row(Opens(50), "latest from", Related, "Latest from Politics"),
    row(Opens(50), "the latest from", Related, "The latest from the Herald"),
    row(Opens(60), "other stories", Related, "Other stories you may like"),
    row(Opens(60), "other articles", Related, "Other articles"),
    row(Opens(60), "similar articles", Related, "Similar articles"),
    row(Opens(60), "similar stories", Related, "Similar stories"),
    row(Opens(60), "similar posts", Related, "Similar Posts"),
    row(Opens(60), "from around the web", Related, "From around the web"),
    row(Opens(60), "around the web", Related, "Around the Web"),
    row(Opens(60), "from our partners", Related, "From our partners"),
    row(Leads(60), "up next", Related, "Up next"),
    row(Leads(60), "next up", Related, "Next up: the mill"),
    row(Leads(60), "next article", Related, "Next article"),
    row(Leads(60), "next read this", Related, "Next read this: the mill's last shift"),
    row(Opens(60), "recommended by our", Related, "Recommended by Our Editors"),
    row(Opens(60), "other popular", Related, "Other popular stories"),
    row(Whole, "explore more", Related, "Explore more"),
    row(Leads(60), "next story", Related, "Next story"),
    row(Leads(60), "next post", Related, "Next post: the mill"),
    row(Leads(60), "previous article", Related, "Previous article"),
    row(Leads(60), "previous story", Related, "Previous Story"),
    row(Leads(60), "previous post", Related, "Previous post: the dam"),
    row(Leads(200), "watch", Related, "WATCH: Crowds greet the ferry"),
    row(Leads(200), "watch now", Related, "Watch now: Crowds greet the ferry"),
    row(Leads(200), "watch more", Related, "Watch more"),
    row(Leads(200), "watch the video", Related, "Watch the video: crowds greet the ferry"),
    row(Leads(200), "listen", Related, "LISTEN: The harbour podcast"),
    row(Leads(200), "listen now", Related, "Listen now"),
    row(Whole, "most read", Related, "Most read"),
    row(Opens(40), "most read in", Related, "Most read in Sport"),
    row(Opens(40), "most read stories", Related, "Most read stories"),
    row(Opens(40), "most viewed", Related, "Most viewed"),
    row(Opens(40), "most shared", Related, "Most shared"),
    row(Opens(40), "most commented", Related, "Most commented"),
    row(Whole, "most popular", Related, "Most Popular"),
    row(Whole, "most recent", Related, "Most recent"),
    row(Whole, "popular posts", Related, "Popular posts"),
    row(Whole, "popular stories", Related, "Popular Stories"),
    row(Whole, "popular articles", Related, "Popular articles"),
    row(Whole, "popular now", Related, "Popular now"),
    row(Whole, "recent posts", Related, "Recent Posts"),
    row(Whole, "recent articles", Related, "Recent Articles"),
    row(Whole, "recent stories", Related, "Recent stories"),
    row(Whole, "recent comments", Comments, "Recent Comments"),
    row(Whole, "trending", Related, "Trending"),
    row(Whole, "trending now", Related, "Trending Now"),
    row(Whole, "trending topics", Related, "Trending topics"),
    row(Whole, "trending stories", Related, "Trending stories"),
    row(Whole, "top stories", Related, "Top Stories"),
    row(Whole, "top news", Related, "Top news"),
    row(Whole, "latest stories", Related, "Latest stories"),
    row(Whole, "latest news", Related, "Latest News"),
    row(Whole, "latest videos", Related, "Latest videos"),
    row(Whole, "latest headlines", Related, "Latest headlines"),
    row(Whole, "latest articles", Related, "Latest articles"),
    row(Whole, "featured stories", Related, "Featured stories"),
    row(Whole, "featured video", Related, "Featured video"),
    row(Whole, "must read", Related, "Must Read"),
    row(Whole, "must reads", Related, "Must reads"),
    row(Whole, "what to read next", Related, "What to read next"),
    row(Whole, "what others are reading", Related, "What others are reading"),
    row(Opens(60), "people are reading", Related, "People are reading"),
    // … in other languages.
    row(Opens(250), "lesen sie auch", Related, "Lesen Sie auch: Der Hafen öffnet wieder"),
    row(Opens(250), "lesen sie mehr", Related, "Lesen Sie mehr zum Thema"),
    row(Opens(250), "lesen sie hier", Related, "Lesen Sie hier: Der Hafen öffnet wieder"),
    row(Opens(250), "lesen sie dazu", Related, "Lesen Sie dazu: Der Hafen öffnet wieder"),
    row(Opens(250), "lies auch", Related, "Lies auch: Der Hafen öffnet wieder"),
    row(Opens(250), "lesen sie jetzt", Related, "Lesen Sie jetzt"),
    row(Leads(250), "mehr zum thema", Related, "Mehr zum Thema"),
    row(Leads(250), "mehr dazu", Related, "Mehr dazu: Der Hafen öffnet wieder"),
    row(Leads(250), "zum thema", Related, "Zum Thema: Der Hafen"),
    row(Leads(250), "auch interessant", Related, "Auch interessant: Der Hafen öffnet wieder"),
    row(Opens(120), "das könnte sie auch interessieren", Related, "Das könnte Sie auch interessieren"),
    row(Opens(120), "das könnte sie … interessieren", Related, "Das könnte Sie ebenfalls interessieren"),
    row(Opens(120), "das könnte dich … interessieren", Related, "Das könnte dich auch interessieren:"),
    row(Leads(250), "siehe auch", Related, "Siehe auch: Der Hafen"),
    row(Leads(250), "lesetipp", Related, "Lesetipp: Der Hafen"),
    row(Leads(250), "passend dazu", Related, "Passend dazu: Der Hafen"),
    row(Leads(60), "weiterlesen", Related, "Weiterlesen"),
    row(Leads(60), "mehr lesen", Related, "Mehr lesen"),
    row(Leads(60), "weitere artikel", Related, "Weitere Artikel"),
    row(Leads(60), "weitere themen", Related, "Weitere Themen"),
    row(Leads(60), "weitere nachrichten", Related, "Weitere Nachrichten"),
    row(Leads(60), "ähnliche artikel", Related, "Ähnliche Artikel"),
    row(Leads(60), "ähnliche beiträge", Related, "Ähnliche Beiträge"),
    row(Leads(60), "verwandte artikel", Related, "Verwandte Artikel"),
    row(Leads(60), "verwandte themen", Related, "Verwandte Themen"),
    row(Leads(60), "neueste beiträge", Related, "Neueste Beiträge"),
    row(Leads(60), "meist gelesen", Related, "Meist gelesen"),
    row(Leads(60), "ähnliche themen", Related, "Ähnliche Themen"),
    row(Leads(60), "neueste artikel", Related, "Neueste Artikel"),
    row(Opens(60), "das könnte dir auch", Related, "Das könnte dir auch gefallen"),
    row(Leads(60), "meistgelesen", Related, "Meistgelesen"),
    row(Leads(60), "meistgelesene artikel", Related, "Meistgelesene Artikel"),
    row(Opens(250), "lire aussi", Related, "Lire aussi : Le port rouvre"),
    row(Opens(250), "à lire aussi", Related, "À lire aussi : Le port rouvre"),
    row(Opens(250), "a lire aussi", Related, "A lire aussi : Le port rouvre"),
    row(Opens(250), "lire également", Related, "Lire également : Le port rouvre"),
    row(Opens(250), "à lire également", Related, "À lire également : Le port rouvre"),
    row(Leads(250), "à lire", Related, "À lire : Le port rouvre"),
    row(Leads(250), "lire plus", Related, "Lire plus"),
    row(Opens(60), "lire la suite", Related, "Lire la suite"),
    row(Leads(250), "voir aussi", Related, "Voir aussi : Le port rouvre"),
    row(Leads(250), "à voir aussi", Related, "À voir aussi"),
    row(Leads(250), "sur le même sujet", Related, "Sur le même sujet"),
    row(Leads(250), "pour aller plus loin", Related, "Pour aller plus loin"),
    row(Leads(60), "articles liés", Related, "Articles liés"),
    row(Leads(60), "les plus lus", Related, "Les plus lus"),
    row(Opens(250), "lea también", Related, "Lea también: El puerto reabre"),
    row(Opens(250), "lee también", Related, "Lee también: El puerto reabre"),
    row(Opens(250), "leer también", Related, "Leer también: El puerto reabre"),
    row(Opens(250), "también lee", Related, "También lee: El puerto reabre"),
    row(Opens(250), "te puede interesar", Related, "Te puede interesar: El puerto reabre"),
    row(Opens(250), "le puede interesar", Related, "Le puede interesar: El puerto reabre"),
    row(Opens(250), "te recomendamos", Related, "Te recomendamos: El puerto reabre"),
    row(Opens(250), "no te pierdas", Related, "No te pierdas: El puerto reabre"),
    row(Leads(250), "más información", Related, "Más información"),
    row(Leads(250), "ver también", Related, "Ver también: El puerto reabre"),
    row(Leads(250), "leer más", Related, "Leer más"),
    row(Leads(250), "lee más", Related, "Lee más: El puerto reabre"),
    row(Leads(250), "lea más", Related, "Lea más: El puerto reabre"),
    row(Leads(60), "noticias relacionadas", Related, "Noticias relacionadas"),
    row(Leads(60), "artículos relacionados", Related, "Artículos relacionados"),
    row(Leads(60), "temas relacionados", Related, "Temas relacionados"),
    row(Leads(60), "relacionados", Related, "Relacionados"),
    row(Leads(60), "relacionadas", Related, "Relacionadas"),
    row(Leads(60), "lo más leído", Related, "Lo más leído"),
    row(Leads(60), "lo más visto", Related, "Lo más visto"),
    row(Leads(60), "más noticias", Related, "Más noticias"),
    row(Opens(250), "leggi anche", Related, "LEGGI ANCHE: Il porto riapre"),
    row(Leads(250), "leggi di più", Related, "Leggi di più"),
    row(Leads(250), "leggi tutto", Related, "Leggi tutto"),
    row(Leads(250), "vedi anche", Related, "Vedi anche: Il porto riapre"),
    row(Leads(250), "per approfondire", Related, "Per approfondire: Il porto"),
    row(Leads(60), "articoli correlati", Related, "Articoli correlati"),
    row(Opens(60), "ti potrebbe interessare", Related, "Ti potrebbe interessare"),
    row(Opens(60), "potrebbe interessarti", Related, "Potrebbe interessarti anche"),
    row(Leads(60), "i più letti", Related, "I più letti"),
    row(Opens(250), "lees ook", Related, "Lees ook: De haven gaat weer open"),
    row(Opens(250), "lees meer over", Related, "Lees meer over de haven"),
    row(Leads(250), "lees meer", Related, "Lees meer: De haven"),
    row(Leads(250), "lees verder", Related, "Lees verder"),
    row(Leads(250), "bekijk ook", Related, "Bekijk ook: De haven"),
    row(Leads(250), "zie ook", Related, "Zie ook: De haven"),
    row(Leads(60), "gerelateerde artikelen", Related, "Gerelateerde artikelen"),
    row(Leads(60), "meest gelezen", Related, "Meest gelezen"),
    row(Opens(250), "leia também", Related, "Leia também: O porto reabre"),
    row(Opens(250), "veja também", Related, "Veja também: O porto reabre"),
    row(Leads(250), "leia mais", Related, "LEIA MAIS: O porto reabre"),
    row(Leads(250), "saiba mais", Related, "Saiba mais: O porto"),
    row(Leads(60), "notícias relacionadas", Related, "Notícias relacionadas"),
    row(Leads(60), "mais lidas", Related, "Mais lidas"),
    row(Opens(250), "læs også", Related, "Læs også: Havnen åbner igen"),
    row(Opens(250), "les også", Related, "Les også: Havna åpner igjen"),
    row(Leads(250), "læs mere", Related, "Læs mere"),
    row(Leads(250), "les mer", Related, "Les mer"),
    row(Leads(250), "se også", Related, "Se også: Havnen"),
    row(Leads(60), "mest læste", Related, "Mest læste"),
    row(Leads(60), "mest lest", Related, "Mest lest"),
    row(Opens(250), "läs också", Related, "Läs också: Hamnen öppnar"),
    row(Opens(250), "läs även", Related, "Läs även: Hamnen öppnar"),
    row(Leads(250), "läs mer", Related, "Läs mer: Hamnen"),
    row(Leads(250), "se även", Related, "Se även: Hamnen"),
    row(Leads(60), "mest läst", Related, "Mest läst"),
    row(Opens(250), "lue myös", Related, "Lue myös: Satama aukeaa"),
    row(Leads(250), "lue lisää", Related, "Lue lisää: Satama"),
    row(Leads(250), "katso myös", Related, "Katso myös: Satama"),
    row(Leads(60), "luetuimmat", Related, "Luetuimmat"),
    row(Opens(250), "czytaj też", Related, "Czytaj też: Port otwarty"),
    row(Opens(250), "czytaj także", Related, "Czytaj także: Port otwarty"),
    row(Opens(250), "czytaj również", Related, "Czytaj również: Port otwarty"),
    row(Opens(250), "przeczytaj także", Related, "Przeczytaj także: Port otwarty"),
    row(Opens(250), "przeczytaj też", Related, "Przeczytaj też: Port otwarty"),
    row(Leads(250), "zobacz też", Related, "Zobacz też: Port otwarty"),
    row(Leads(250), "zobacz także", Related, "Zobacz także: Port otwarty"),
    row(Leads(250), "zobacz również", Related, "Zobacz również: Port"),
    row(Leads(60), "czytaj więcej", Related, "Czytaj więcej"),
    row(Leads(250), "čtěte také", Related, "Čtěte také: Přístav otevřen"),
    row(Leads(250), "přečtěte si také", Related, "Přečtěte si také: Přístav"),
    row(Leads(250), "citește și", Related, "Citește și: Portul"),
    row(Leads(250), "vezi și", Related, "Vezi și: Portul"),
    row(Leads(250), "baca juga", Related, "Baca juga: Pelabuhan dibuka"),
    row(Opens(250), "читайте также", Related, "Читайте также: Порт открыт"),
    row(Leads(250), "смотрите также", Related, "Смотрите также: Порт"),
    row(Leads(250), "по теме", Related, "По теме: Порт"),
    row(Opens(250), "читайте також", Related, "Читайте також: Порт відкрито"),
    row(Leads(250), "διαβάστε επίσης", Related, "Διαβάστε επίσης: Το λιμάνι"),
    row(Leads(250), "اقرأ أيضا", Related, "اقرأ أيضا: الميناء"),
    row(Leads(250), "اقرأ أيضاً", Related, "اقرأ أيضاً: الميناء"),
    row(Leads(250), "関連記事", Related, "関連記事：港が再開"),
    row(Leads(250), "相关阅读", Related, "相关阅读：港口"),
    row(Leads(250), "延伸阅读", Related, "延伸阅读"),
    row(Leads(250), "延伸閱讀", Related, "延伸閱讀：港口"),
    row(Leads(250), "相關新聞", Related, "相關新聞"),
    row(Leads(250), "관련기사", Related, "관련기사"),

    // Newsletters, subscriptions, apps, channels.
    row(Opens(300), "sign up for … newsletter", SignUp, "Sign up for our free morning newsletter"),
    row(Opens(300), "sign up to … newsletter", SignUp, "Sign up to the weekly newsletter"),
    row(Opens(300), "sign up for … newsletters", SignUp, "Sign up for one of our newsletters"),
    row(Opens(300), "sign up for … inbox", SignUp, "Sign up for headlines in your inbox"),
    row(Opens(300), "sign up for … alerts", SignUp, "Sign up for breaking news alerts"),
    row(Opens(250), "sign up for our", SignUp, "Sign up for our daily briefing"),
    row(Opens(250), "sign up for free", SignUp, "Sign up for free"),
    row(Opens(250), "sign up to our", SignUp, "Sign up to our daily briefing"),
    row(Opens(250), "sign up to receive", SignUp, "Sign up to receive the top stories"),
    row(Opens(250), "sign up to get", SignUp, "Sign up to get the top stories"),
    row(Opens(120), "sign up here", SignUp, "Sign up here"),
    row(Opens(120), "sign up now", SignUp, "Sign up now!"),
    row(Opens(120), "sign up today", SignUp, "Sign up today"),
    row(Whole, "sign up", SignUp, "Sign up"),
    row(Opens(300), "subscribe to … newsletter", SignUp, "Subscribe to the harbour newsletter"),
    row(Opens(300), "subscribe to … newsletters", SignUp, "Subscribe to The Herald’s newsletters"),
    row(Opens(300), "subscribe to … channel", SignUp, "Subscribe to our video channel"),
    row(Opens(300), "subscribe to … podcast", SignUp, "Subscribe to the Harbour Hour podcast"),
    row(Opens(250), "subscribe to our", SignUp, "Subscribe to our daily briefing"),
    row(Opens(60), "subscribe to", SignUp, "Subscribe to The Herald"),
    row(Opens(200), "subscribe now", SignUp, "Subscribe now for full access"),
    row(Opens(200), "subscribe today", SignUp, "Subscribe today and save"),
    row(Opens(200), "subscribe here", SignUp, "Subscribe here"),
    row(Opens(200), "subscribe for", SignUp, "Subscribe for £1 a week"),
    row(Opens(60), "subscribe", SignUp, "Subscribe"),
    row(Opens(200), "please subscribe", SignUp, "Please subscribe to keep reading"),
    row(Opens(200), "get the … app", SignUp, "Get the Herald app"),
    row(Opens(200), "get our … app", SignUp, "Get our free app"),
    row(Opens(200), "get … inbox", SignUp, "Get the day’s headlines in your inbox"),
    row(Opens(200), "get … newsletter", SignUp, "Get our weekly newsletter"),
    row(Opens(250), "get all the latest", SignUp, "Get all the latest harbour news here"),
    row(Opens(250), "get the latest", SignUp, "Get the latest from the coast"),
    row(Opens(120), "get unlimited access", SignUp, "Get unlimited access"),
    row(Opens(120), "get breaking news", SignUp, "Get breaking news as it happens"),
    row(Opens(200), "download our", SignUp, "Download our app"),
    row(Opens(80), "download the … app", SignUp, "Download the Herald app"),
    row(Opens(60), "log in to continue", SignUp, "Log in to continue reading"),
    row(Opens(60), "sign in to continue", SignUp, "Sign in to continue"),
    row(Opens(200), "install the … app", SignUp, "Install the Herald app"),
    row(Holds(300), "delivered to your inbox", SignUp, "The best of Ruvia, delivered to your inbox"),
    row(Holds(300), "straight to your inbox", SignUp, "The best of Ruvia straight to your inbox."),
    row(Holds(300), "directly to your inbox", SignUp, "News sent directly to your inbox"),
    row(Holds(300), "in your inbox", SignUp, "Wake up to the news in your inbox"),
    row(Holds(300), "right to your inbox", SignUp, "Our best stories right to your inbox"),
    row(Opens(250), "follow us on", SignUp, "Follow us on Facebook and Instagram"),
    row(Opens(250), "follow us for", SignUp, "Follow us for more"),
    row(Opens(60), "follow us", SignUp, "Follow us"),
    row(Opens(200), "follow … on twitter", SignUp, "Follow the Herald on Twitter"),
    row(Opens(200), "follow … on facebook", SignUp, "Follow the Herald on Facebook"),
    row(Opens(200), "follow … on instagram", SignUp, "Follow the Herald on Instagram"),
    row(Opens(200), "follow … on google news", SignUp, "Follow the Herald on Google News"),
    row(Opens(200), "follow … on whatsapp", SignUp, "Follow the Herald on WhatsApp"),
    row(Opens(200), "follow … on telegram", SignUp, "Follow the Herald on Telegram"),
    row(Opens(200), "follow … on linkedin", SignUp, "Follow the Herald on LinkedIn"),
    row(Opens(200), "follow … on x", SignUp, "Follow the Herald on X"),
    row(Opens(200), "like us on", SignUp, "Like us on Facebook"),
    row(Opens(200), "like and follow", SignUp, "Like and follow the Herald"),
    row(Opens(200), "find us on", SignUp, "Find us on Facebook"),
    row(Opens(200), "join us on", SignUp, "Join us on Facebook"),
    row(Opens(250), "join our … channel", SignUp, "Join our WhatsApp channel"),
    row(Opens(250), "join our … group", SignUp, "Join our Facebook group"),
    row(Opens(250), "join our … community", SignUp, "Join our growing community"),
    row(Opens(250), "join our … newsletter", SignUp, "Join our free newsletter"),
    row(Opens(250), "join our mailing list", SignUp, "Join our mailing list"),
    row(Opens(250), "join … newsletter", SignUp, "Join the Herald newsletter"),
    row(Opens(120), "connect with us", SignUp, "Connect with us"),
    row(Opens(200), "support our", SignUp, "Support our journalism"),
    row(Opens(250), "support … journalism", SignUp, "Support independent journalism today"),
    row(Opens(120), "support us", SignUp, "Support us"),
    row(Opens(120), "donate now", SignUp, "Donate now"),
    row(Opens(120), "donate to", SignUp, "Donate to the Herald"),
    row(Whole, "donate", SignUp, "Donate"),
    row(Opens(120), "make a donation", SignUp, "Make a donation"),
    row(Opens(120), "please consider … donation", SignUp, "Please consider making a donation"),
    row(Opens(200), "please consider … subscribing", SignUp, "Please consider supporting us by subscribing"),
    row(Opens(120), "become a member", SignUp, "Become a member"),
    row(Opens(120), "become a subscriber", SignUp, "Become a subscriber"),
    row(Opens(120), "become a supporter", SignUp, "Become a supporter"),
    row(Opens(160), "already a subscriber", SignUp, "Already a subscriber? Log in"),
    row(Opens(160), "already subscribed", SignUp, "Already subscribed? Log in"),
    row(Opens(160), "already a member", SignUp, "Already a member? Log in"),
    row(Opens(160), "already have an account", SignUp, "Already have an account? Log in"),
    row(Opens(160), "already registered", SignUp, "Already registered? Log in"),
    row(Opens(160), "not a subscriber", SignUp, "Not a subscriber yet?"),
    row(Opens(160), "don't have an account", SignUp, "Don’t have an account? Register"),
    row(Opens(200), "to continue reading", SignUp, "To continue reading, subscribe"),
    row(Opens(200), "to read the full", SignUp, "To read the full story, subscribe"),
    row(Opens(120), "this content is reserved for", SignUp, "This content is reserved for subscribers"),
    row(Opens(120), "subscribers can gift", SignUp, "Subscribers can gift articles to anyone"),
    row(Opens(120), "i would like to be emailed", SignUp, "I would like to be emailed about offers"),
    row(Opens(120), "an account already exists", SignUp, "An account already exists for this address"),
    row(Opens(200), "this article is for subscribers", SignUp, "This article is for subscribers only"),
    row(Opens(200), "this story is for subscribers", SignUp, "This story is for subscribers"),
    row(Opens(200), "this content is for subscribers", SignUp, "This content is for subscribers"),
    row(Opens(200), "this is a subscriber", SignUp, "This is a subscriber exclusive story"),
    row(Opens(120), "subscriber exclusive", SignUp, "Subscriber exclusive"),
    row(Opens(120), "subscribers only", SignUp, "Subscribers only"),
    row(Opens(120), "for subscribers", SignUp, "For subscribers"),
    row(Opens(160), "create a free account", SignUp, "Create a free account"),
    row(Opens(160), "create an account", SignUp, "Create an account to go on"),
    row(Opens(160), "create your free account", SignUp, "Create your free account"),
    row(Opens(160), "register now", SignUp, "Register now"),
    row(Opens(160), "register for free", SignUp, "Register for free"),
    row(Opens(160), "start your free trial", SignUp, "Start your free trial"),
    row(Opens(160), "try it free", SignUp, "Try it free for 30 days"),
    row(Opens(60), "enter your email", SignUp, "Enter your email address"),
    row(Whole, "your email address", SignUp, "Your email address"),
    row(Whole, "email address", SignUp, "Email address *"),
    row(Opens(500), "by signing up", SignUp, "By signing up you agree to our terms"),
    row(Opens(500), "by subscribing", SignUp, "By subscribing you agree to our terms"),
    row(Opens(500), "by submitting your", SignUp, "By submitting your e-mail you agree"),
    row(Opens(500), "by clicking", SignUp, "By clicking “Join” you agree to our terms"),
    row(Opens(500), "by registering", SignUp, "By registering you agree to our terms"),
    row(Opens(500), "by entering your email", SignUp, "By entering your email you agree"),
    row(Opens(500), "by providing your", SignUp, "By providing your details you agree"),
    row(Opens(500), "by checking this box", SignUp, "By checking this box you agree"),
    row(Opens(200), "thank you for signing up", SignUp, "Thank you for signing up!"),
    row(Opens(200), "thanks for signing up", SignUp, "Thanks for signing up!"),
    row(Opens(200), "thank you for subscribing", SignUp, "Thank you for subscribing"),
    row(Opens(200), "thank you for registering", SignUp, "Thank you for registering"),
    row(Opens(200), "you have successfully subscribed", SignUp, "You have successfully subscribed"),
    row(Opens(200), "you are now subscribed", SignUp, "You are now subscribed"),
    row(Opens(300), "you can unsubscribe", SignUp, "You can unsubscribe at any time."),
    row(Holds(500), "unsubscribe at any time", SignUp, "It is free; unsubscribe at any time."),
    row(Opens(120), "never miss a", SignUp, "Never miss a story"),
    row(Opens(120), "stay up to date", SignUp, "Stay up to date with the Herald"),
    row(Opens(120), "stay up-to-date", SignUp, "Stay up-to-date with the Herald"),
    row(Opens(120), "stay informed", SignUp, "Stay informed"),
    row(Opens(120), "stay connected", SignUp, "Stay connected"),
    row(Opens(120), "turn on notifications", SignUp, "Turn on notifications"),
    row(Opens(120), "allow notifications", SignUp, "Allow notifications"),
    row(Whole, "newsletter", SignUp, "Newsletter"),
    row(Whole, "newsletters", SignUp, "Newsletters"),
    row(Whole, "our newsletters", SignUp, "Our newsletters"),
    row(Whole, "email newsletters", SignUp, "Email Newsletters"),
    row(Opens(60), "newsletter sign", SignUp, "Newsletter sign-up"),
    row(Opens(60), "newsletter signup", SignUp, "Newsletter Signup"),
    row(Opens(60), "free newsletter", SignUp, "Free newsletter"),
    row(Opens(60), "newsletter abonnieren", SignUp, "Newsletter abonnieren"),
    row(Opens(60), "newsletter bestellen", SignUp, "Newsletter bestellen"),
    row(Opens(60), "zum newsletter", SignUp, "Zum Newsletter"),
    row(Opens(200), "abonnieren sie", SignUp, "Abonnieren Sie unseren Newsletter"),
    row(Opens(200), "jetzt abonnieren", SignUp, "Jetzt abonnieren"),
    row(Opens(60), "jetzt anmelden", SignUp, "Jetzt anmelden"),
    row(Opens(60), "jetzt registrieren", SignUp, "Jetzt registrieren"),
    row(Opens(200), "melden sie sich … newsletter", SignUp, "Melden Sie sich für den Newsletter an"),
    row(Opens(200), "folgen sie uns", SignUp, "Folgen Sie uns auf Facebook"),
    row(Opens(200), "folge uns", SignUp, "Folge uns auf Facebook"),
    row(Opens(200), "abonnez-vous", SignUp, "Abonnez-vous à notre lettre"),
    row(Opens(200), "inscrivez-vous", SignUp, "Inscrivez-vous à notre lettre"),
    row(Opens(200), "suivez-nous", SignUp, "Suivez-nous sur Facebook"),
    row(Opens(200), "recevez … newsletter", SignUp, "Recevez chaque matin notre newsletter"),
    row(Opens(60), "je m'abonne", SignUp, "Je m’abonne"),
    row(Opens(60), "s'abonner", SignUp, "S’abonner"),
    row(Opens(200), "article réservé aux abonnés", SignUp, "Article réservé aux abonnés"),
    row(Opens(200), "cet article est réservé aux abonnés", SignUp, "Cet article est réservé aux abonnés."),
    row(Opens(200), "suscríbete", SignUp, "Suscríbete a nuestro boletín"),
    row(Opens(200), "suscríbase", SignUp, "Suscríbase a nuestro boletín"),
    row(Opens(200), "síguenos", SignUp, "Síguenos en Facebook"),
    row(Opens(120), "regístrate", SignUp, "Regístrate gratis"),
    row(Opens(200), "apúntate a", SignUp, "Apúntate a nuestro boletín"),
    row(Opens(200), "recibe … boletín", SignUp, "Recibe cada día nuestro boletín"),
    row(Opens(200), "únete a nuestro canal", SignUp, "Únete a nuestro canal de WhatsApp"),
    row(Opens(200), "iscriviti", SignUp, "Iscriviti alla newsletter"),
    row(Opens(200), "seguici su", SignUp, "Seguici su Facebook"),
    row(Opens(120), "abbonati", SignUp, "Abbonati ora"),
    row(Opens(120), "scarica l'app", SignUp, "Scarica l’app"),
    row(Opens(200), "schrijf je in", SignUp, "Schrijf je in voor de nieuwsbrief"),
    row(Opens(200), "meld je aan", SignUp, "Meld je aan voor de nieuwsbrief"),
    row(Opens(200), "volg ons", SignUp, "Volg ons op Facebook"),
    row(Opens(120), "download de … app", SignUp, "Download de gratis app"),
    row(Opens(120), "inscreva-se", SignUp, "Inscreva-se no nosso canal"),
    row(Opens(120), "cadastre-se", SignUp, "Cadastre-se grátis"),
    row(Opens(120), "siga-nos", SignUp, "Siga-nos no Facebook"),
    row(Opens(120), "tilmeld dig", SignUp, "Tilmeld dig nyhedsbrevet"),
    row(Opens(120), "følg os", SignUp, "Følg os på Facebook"),
    row(Opens(120), "følg oss", SignUp, "Følg oss på Facebook"),
    row(Opens(120), "följ oss", SignUp, "Följ oss på Facebook"),
    row(Opens(120), "prenumerera", SignUp, "Prenumerera på vårt nyhetsbrev"),
    row(Opens(120), "tilaa uutiskirje", SignUp, "Tilaa uutiskirje"),
    row(Opens(120), "zapisz się", SignUp, "Zapisz się na newsletter"),
    row(Opens(120), "подписывайтесь на", SignUp, "Подписывайтесь на наш канал"),
    row(Opens(120), "подпишитесь на", SignUp, "Подпишитесь на наш канал"),
    row(Opens(120), "підписуйтесь на", SignUp, "Підписуйтесь на наш канал"),

    // Menus, search prompts, sharing, reading time.
    row(Whole, "type to search", Navigation, "Type to search"),
    row(Whole, "search", Navigation, "Search…"),
    row(Opens(40), "search for", Navigation, "Search for:"),
    row(Opens(60), "search this site", Navigation, "Search this site"),
    row(Opens(60), "search the site", Navigation, "Search the site"),
    row(Opens(60), "press enter to search", Navigation, "Press enter to search"),
    row(Opens(60), "type your search", Navigation, "Type your search"),
    row(Opens(60), "type and hit enter", Navigation, "Type and hit enter to search"),
    row(Opens(60), "skip to", Navigation, "Skip to main content"),
    row(Opens(60), "jump to content", Navigation, "Jump to content"),
    row(Opens(60), "jump to main", Navigation, "Jump to main content"),
    row(Opens(60), "jump to navigation", Navigation, "Jump to navigation"),
    row(Opens(60), "back to top", Navigation, "Back to top"),
    row(Opens(60), "back to home", Navigation, "Back to home"),
    row(Opens(60), "back to homepage", Navigation, "Back to homepage"),
    row(Opens(60), "back to main", Navigation, "Back to main menu"),
    row(Opens(60), "go to top", Navigation, "Go to top"),
    row(Opens(60), "go to homepage", Navigation, "Go to homepage"),
    row(Opens(60), "go back", Navigation, "Go back"),
    row(Opens(60), "return to homepage", Navigation, "Return to homepage"),
    row(Opens(60), "scroll to top", Navigation, "Scroll to top"),
    row(Opens(200), "home >", Navigation, "Home > World"),
    row(Opens(200), "home »", Navigation, "Home » World » Coast"),
    row(Opens(200), "home ›", Navigation, "Home › World"),
    row(Opens(200), "home /", Navigation, "Home / World"),
    row(Opens(200), "home |", Navigation, "Home | World"),
    row(Opens(200), "startseite >", Navigation, "Startseite > Welt"),
    row(Opens(200), "startseite »", Navigation, "Startseite » Welt"),
    row(Opens(200), "startseite ›", Navigation, "Startseite › Welt"),
    row(Opens(200), "you are here", Navigation, "You are here: Home"),
    row(Opens(200), "sie sind hier", Navigation, "Sie sind hier: Startseite"),
    row(Opens(200), "sie befinden sich hier", Navigation, "Sie befinden sich hier: Startseite"),
    row(Opens(60), "toggle", Navigation, "Toggle navigation"),
    row(Whole, "open menu", Navigation, "Open menu"),
    row(Whole, "close menu", Navigation, "Close menu"),
    row(Whole, "main menu", Navigation, "Main menu"),
    row(Whole, "menu", Navigation, "Menu"),
    row(Whole, "menü", Navigation, "Menü"),
    row(Whole, "navigation", Navigation, "Navigation"),
    row(Whole, "hauptnavigation", Navigation, "Hauptnavigation"),
    row(Whole, "hauptmenü", Navigation, "Hauptmenü"),
    row(Whole, "home", Navigation, "Home"),
    row(Whole, "homepage", Navigation, "Homepage"),
    row(Whole, "startseite", Navigation, "Startseite"),
    row(Whole, "zur startseite", Navigation, "Zur Startseite"),
    row(Whole, "suche", Navigation, "Suche"),
    row(Whole, "suchen", Navigation, "Suchen"),
    row(Opens(40), "suche nach", Navigation, "Suche nach:"),
    row(Opens(40), "zum inhalt", Navigation, "Zum Inhalt springen"),
    row(Opens(40), "direkt zum inhalt", Navigation, "Direkt zum Inhalt"),
    row(Whole, "nach oben", Navigation, "Nach oben"),
    row(Whole, "schließen", Navigation, "Schließen"),
    row(Opens(40), "aller au contenu", Navigation, "Aller au contenu principal"),
    row(Opens(40), "saltar al contenido", Navigation, "Saltar al contenido"),
    row(Opens(40), "ir al contenido", Navigation, "Ir al contenido"),
    row(Opens(40), "pular para o conteúdo", Navigation, "Pular para o conteúdo"),
    row(Opens(40), "vai al contenuto", Navigation, "Vai al contenuto"),
    row(Opens(40), "ga naar inhoud", Navigation, "Ga naar inhoud"),
    row(Opens(40), "gå til indhold", Navigation, "Gå til indhold"),
    row(Opens(40), "gå till innehåll", Navigation, "Gå till innehåll"),
    row(Opens(40), "przejdź do treści", Navigation, "Przejdź do treści"),
    row(Whole, "log in", Navigation, "Log in"),
    row(Whole, "login", Navigation, "Login"),
    row(Whole, "sign in", Navigation, "Sign in"),
    row(Whole, "sign out", Navigation, "Sign out"),
    row(Whole, "log out", Navigation, "Log out"),
    row(Whole, "logout", Navigation, "Logout"),
    row(Whole, "register", Navigation, "Register"),
    row(Whole, "my account", Navigation, "My account"),
    row(Whole, "forgot password?", Navigation, "Forgot password?"),
    row(Opens(60), "forgot your password", Navigation, "Forgot your password?"),
    row(Opens(60), "sign in with", Navigation, "Sign in with Google"),
    row(Opens(60), "log in with", Navigation, "Log in with Facebook"),
    row(Whole, "anmelden", Navigation, "Anmelden"),
    row(Whole, "abmelden", Navigation, "Abmelden"),
    row(Whole, "registrieren", Navigation, "Registrieren"),
    row(Whole, "abonnieren", SignUp, "Abonnieren"),
    row(Whole, "facebook", Navigation, "Facebook"),
    row(Whole, "twitter", Navigation, "Twitter"),
    row(Whole, "instagram", Navigation, "Instagram"),
    row(Whole, "linkedin", Navigation, "LinkedIn"),
    row(Whole, "youtube", Navigation, "YouTube"),
    row(Whole, "whatsapp", Navigation, "WhatsApp"),
    row(Whole, "telegram", Navigation, "Telegram"),
    row(Whole, "pinterest", Navigation, "Pinterest"),
    row(Whole, "reddit", Navigation, "Reddit"),
    row(Whole, "tumblr", Navigation, "Tumblr"),
    row(Whole, "flipboard", Navigation, "Flipboard"),
    row(Whole, "messenger", Navigation, "Messenger"),
    row(Whole, "xing", Navigation, "Xing"),
    row(Whole, "rss", Navigation, "RSS"),
    row(Whole, "rss feed", Navigation, "RSS feed"),
    row(Whole, "email", Navigation, "Email"),
    row(Whole, "e-mail", Navigation, "E-mail"),
    row(Whole, "print", Navigation, "Print"),
    row(Whole, "drucken", Navigation, "Drucken"),
    row(Whole, "share", Navigation, "Share"),
    row(Whole, "teilen", Navigation, "Teilen"),
    row(Whole, "partager", Navigation, "Partager"),
    row(Whole, "compartir", Navigation, "Compartir"),
    row(Whole, "condividi", Navigation, "Condividi"),
    row(Whole, "delen", Navigation, "Delen"),
    row(Whole, "tweet", Navigation, "Tweet"),
    row(Whole, "copy link", Navigation, "Copy link"),
    row(Whole, "copy url", Navigation, "Copy URL"),
    row(Whole, "link kopieren", Navigation, "Link kopieren"),
    row(Opens(60), "diesen artikel teilen", Navigation, "Diesen Artikel teilen"),
    row(Whole, "artikel drucken", Navigation, "Artikel drucken"),
    row(Whole, "seite drucken", Navigation, "Seite drucken"),
    row(Whole, "post navigation", Navigation, "Post navigation"),
    row(Whole, "beitrags-navigation", Navigation, "Beitrags-Navigation"),
    row(Whole, "previous next", Navigation, "Previous Next"),
    row(Whole, "nächster artikel", Related, "Nächster Artikel"),
    row(Whole, "nächster beitrag", Related, "Nächster Beitrag"),
    row(Whole, "vorheriger beitrag", Related, "Vorheriger Beitrag"),
    row(Whole, "mein konto", Navigation, "Mein Konto"),
    row(Whole, "passwort vergessen?", Navigation, "Passwort vergessen?"),
    row(Opens(60), "springe zum inhalt", Navigation, "Springe zum Inhalt"),
    row(Opens(60), "zum hauptinhalt", Navigation, "Zum Hauptinhalt springen"),
    row(Whole, "zum seitenanfang", Navigation, "Zum Seitenanfang"),
    row(Whole, "zurück zur übersicht", Navigation, "Zurück zur Übersicht"),
    row(Whole, "zur übersicht", Navigation, "Zur Übersicht"),
    row(Whole, "iniciar sesión", Navigation, "Iniciar sesión"),
    row(Whole, "se connecter", Navigation, "Se connecter"),
    row(Whole, "primary menu", Navigation, "Primary Menu"),
    row(Whole, "main navigation", Navigation, "Main Navigation"),
    row(Whole, "skip navigation", Navigation, "Skip Navigation"),
    row(Whole, "top of page", Navigation, "Top of page"),
    row(Whole, "quick links", Navigation, "Quick Links"),
    row(Whole, "useful links", Navigation, "Useful links"),
    row(Whole, "all sections", Navigation, "All Sections"),
    row(Whole, "help center", Navigation, "Help Center"),
    row(Whole, "app store", SignUp, "App Store"),
    row(Whole, "google play", SignUp, "Google Play"),
    row(Whole, "sign me up", SignUp, "Sign me up"),
    row(Whole, "join now", SignUp, "Join now"),
    row(Whole, "join us", SignUp, "Join us"),
    row(Opens(60), "manage subscription", SignUp, "Manage Subscription"),
    row(Opens(60), "manage your subscription", SignUp, "Manage your subscription"),
    row(Opens(160), "your subscription has been confirmed", SignUp, "Your subscription has been confirmed."),
    row(Opens(400), "this newsletter may contain", SignUp, "This newsletter may contain advertising or deals."),
    row(Opens(200), "want to keep up with … subscribe", SignUp, "Want to keep up with the harbour? Subscribe to our newsletter."),
    row(Opens(200), "want to keep up to date", SignUp, "Want to keep up to date? Sign up below."),
    row(Opens(60), "account settings", Navigation, "Account Settings"),
    row(Opens(40), "link copied", Navigation, "Link copied!"),
    row(Whole, "copy article link", Navigation, "Copy article link"),
    row(Opens(60), "gift this article", Navigation, "Gift this article"),
    row(Opens(60), "share your feedback", Navigation, "Share your feedback to help us"),
    row(Opens(60), "breadcrumb", Navigation, "Breadcrumb trail links"),
    row(Whole, "article content", Navigation, "Article content"),
    row(Whole, "copier le lien", Navigation, "Copier le lien"),
    row(Whole, "open extended reactions", Comments, "Open extended reactions"),
    row(Whole, "permalink", Navigation, "Permalink"),
    row(Opens(60), "show additional share", Navigation, "Show additional share options"),
    row(Opens(60), "save articles for later", SignUp, "Save articles for later"),
    row(Opens(30), "image 0 of 0", Navigation, "Image 4 of 5"),
    row(Opens(60), "share this", Navigation, "Share this article"),
    row(Opens(40), "share the … on", Navigation, "Share the story on:"),
    row(Whole, "table of contents", Navigation, "Table of contents"),
    row(Whole, "contents hide", Navigation, "Contents hide"),
    row(Whole, "in this article", Navigation, "In this article"),
    row(Opens(60), "share on", Navigation, "Share on Facebook"),
    row(Opens(60), "share to", Navigation, "Share to Facebook"),
    row(Opens(60), "share via", Navigation, "Share via email"),
    row(Opens(60), "share article", Navigation, "Share article"),
    row(Opens(60), "share story", Navigation, "Share story"),
    row(Opens(60), "share full article", Navigation, "Share full article"),
    row(Opens(60), "share by email", Navigation, "Share by email"),
    row(Opens(60), "tweet this", Navigation, "Tweet this"),
    row(Opens(60), "print this", Navigation, "Print this page"),
    row(Opens(60), "print article", Navigation, "Print article"),
    row(Opens(60), "email this", Navigation, "Email this article"),
    row(Opens(60), "email article", Navigation, "Email article"),
    row(Opens(60), "save article", Navigation, "Save article"),
    row(Opens(60), "save this", Navigation, "Save this story"),
    row(Opens(60), "bookmark this", Navigation, "Bookmark this page"),
    row(Opens(80), "click to share", Navigation, "Click to share on Facebook"),
    row(Opens(80), "click to email", Navigation, "Click to email this to a friend"),
    row(Opens(80), "click to print", Navigation, "Click to print"),
    row(Opens(80), "auf facebook teilen", Navigation, "Auf Facebook teilen"),
    row(Opens(80), "auf twitter teilen", Navigation, "Auf Twitter teilen"),
    row(Opens(80), "artikel teilen", Navigation, "Artikel teilen"),
    row(Opens(80), "partager sur", Navigation, "Partager sur Facebook"),
    row(Opens(80), "compartir en", Navigation, "Compartir en Facebook"),
    row(Opens(80), "facebook twitter", Navigation, "Facebook Twitter Email"),
    row(Whole, "show more", Navigation, "Show more"),
    row(Whole, "load more", Navigation, "Load more"),
    row(Whole, "view all", Navigation, "View all"),
    row(Whole, "see all", Navigation, "See all"),
    row(Whole, "learn more", Navigation, "Learn more"),
    row(Whole, "find out more", Navigation, "Find out more"),
    row(Whole, "mehr erfahren", Navigation, "Mehr erfahren"),
    row(Whole, "loading", Navigation, "Loading…"),
    row(Whole, "please wait", Navigation, "Please wait…"),
    row(Leads(200), "filed under", Navigation, "Filed under: Coast, Harbour"),
    row(Leads(200), "tags", Navigation, "Tags: coast, harbour"),
    row(Leads(200), "tagged", Navigation, "Tagged: coast"),
    row(Leads(200), "topics", Navigation, "Topics: coast"),
    row(Leads(200), "categories", Navigation, "Categories: coast"),
    row(Leads(200), "schlagwörter", Navigation, "Schlagwörter: Hafen"),
    row(Leads(200), "etiquetas", Navigation, "Etiquetas: puerto"),
    row(Leads(200), "mots-clés", Navigation, "Mots-clés : port"),
    row(Opens(40), "0 min read", Navigation, "4 min read"),
    row(Opens(40), "0 minute read", Navigation, "4 minute read"),
    row(Opens(40), "0 minutes read", Navigation, "4 minutes read"),
    row(Opens(40), "reading time", Navigation, "Reading time: 4 minutes"),
    row(Opens(60), "estimated reading time", Navigation, "Estimated reading time: 4 minutes"),
    row(Opens(40), "lesezeit", Navigation, "Lesezeit: 4 Min."),
    row(Opens(40), "temps de lecture", Navigation, "Temps de lecture : 4 min"),
    row(Opens(40), "tempo di lettura", Navigation, "Tempo di lettura: 4 min"),
    row(Opens(40), "leestijd", Navigation, "Leestijd 4 minuten"),
    row(Whole, "0 views", Navigation, "1,204 views"),
    row(Whole, "0 shares", Navigation, "37 shares"),
    row(Whole, "0 seconds ago", Navigation, "30 seconds ago"),
    row(Whole, "0 minutes ago", Navigation, "5 minutes ago"),
    row(Whole, "0 mins ago", Navigation, "5 mins ago"),
    row(Whole, "0 min ago", Navigation, "5 min ago"),
    row(Whole, "0 hours ago", Navigation, "3 hours ago"),
    row(Whole, "0 hour ago", Navigation, "1 hour ago"),
    row(Whole, "0h ago", Navigation, "3h ago"),
    row(Whole, "0d ago", Navigation, "3d ago"),
    row(Whole, "0 days ago", Navigation, "3 days ago"),
    row(Whole, "0 day ago", Navigation, "1 day ago"),
    row(Whole, "0 weeks ago", Navigation, "2 weeks ago"),
    row(Whole, "vor 0 stunden", Navigation, "vor 3 Stunden"),
    row(Whole, "vor 0 minuten", Navigation, "vor 3 Minuten"),
    row(Whole, "vor 0 tagen", Navigation, "vor 3 Tagen"),
    row(Whole, "hace 0 horas", Navigation, "hace 3 horas"),
    row(Whole, "page 0 of 0", Navigation, "Page 1 of 4"),
    row(Whole, "0 of 0", Navigation, "1 of 4"),
    row(Opens(60), "listen to this", Navigation, "Listen to this article"),
    row(Opens(60), "listen to article", Navigation, "Listen to article"),
    row(Opens(60), "listen to the article", Navigation, "Listen to the article"),
    row(Opens(60), "artikel anhören", Navigation, "Artikel anhören"),
    row(Whole, "play video", Navigation, "Play video"),
    row(Whole, "watch live", Navigation, "Watch live"),
    row(Opens(80), "now playing", Navigation, "Now playing: the harbour from above"),
    row(Opens(200), "your browser does not support", Navigation, "Your browser does not support this video."),
    row(Opens(200), "please enable javascript", Navigation, "Please enable JavaScript to go on"),
    row(Opens(200), "javascript is", Navigation, "JavaScript is disabled"),
    row(Opens(200), "view this post on", Navigation, "View this post on Instagram"),
    row(Opens(200), "a post shared by", Navigation, "A post shared by Ana Belo (@anabelo)"),
    row(Opens(60), "view gallery", Navigation, "View gallery"),
    row(Opens(60), "view full image", Navigation, "View full image"),
    row(Whole, "breaking news", Navigation, "Breaking news"),
    row(Whole, "contact", Navigation, "Contact"),
    row(Whole, "contact us", Navigation, "Contact us"),
    row(Whole, "about us", Navigation, "About us"),
    row(Whole, "über uns", Navigation, "Über uns"),
    row(Whole, "kontakt", Navigation, "Kontakt"),
    row(Whole, "careers", Navigation, "Careers"),
    row(Whole, "site map", Navigation, "Site map"),
    row(Whole, "sitemap", Navigation, "Sitemap"),
    row(Whole, "site index", Navigation, "Site Index"),
    row(Whole, "archives", Navigation, "Archives"),
    row(Whole, "e-paper", Navigation, "E-Paper"),
    row(Whole, "rss feeds", Navigation, "RSS Feeds"),
    row(Whole, "media kit", Navigation, "Media kit"),
    row(Whole, "letters to the editor", Navigation, "Letters to the Editor"),
    row(Whole, "cancel", Navigation, "Cancel"),
    row(Whole, "submit", Navigation, "Submit"),
    row(Whole, "×", Navigation, "×"),

    // What readers wrote.
    row(Whole, "comments", Comments, "Comments"),
    row(Whole, "comment", Comments, "Comment"),
    row(Opens(40), "0 comments", Comments, "3 Comments"),
    row(Whole, "0 comment", Comments, "1 Comment"),
    row(Opens(60), "comments (0", Comments, "Comments (3)"),
    row(Opens(200), "0 responses to", Comments, "34 responses to “Harbour reopens”"),
    row(Opens(200), "0 thoughts on", Comments, "3 thoughts on “Harbour reopens”"),
    row(Opens(200), "0 replies to", Comments, "3 replies to “Harbour reopens”"),
    row(Opens(200), "0 comments on", Comments, "3 comments on “Harbour reopens”"),
    row(Opens(40), "no comments", Comments, "No comments yet"),
    row(Opens(80), "leave a comment", Comments, "Leave a comment"),
    row(Opens(80), "leave a reply", Comments, "Leave a Reply"),
    row(Opens(80), "leave your comment", Comments, "Leave your comment"),
    row(Opens(80), "post a comment", Comments, "Post a comment"),
    row(Opens(80), "post comment", Comments, "Post Comment"),
    row(Opens(80), "add a comment", Comments, "Add a comment"),
    row(Opens(80), "add your comment", Comments, "Add your comment"),
    row(Opens(80), "write a comment", Comments, "Write a comment"),
    row(Opens(80), "view comments", Comments, "View comments"),
    row(Opens(80), "show comments", Comments, "Show comments"),
    row(Opens(80), "read comments", Comments, "Read comments"),
    row(Opens(120), "comments are closed", Comments, "Comments are closed."),
    row(Opens(200), "comments on this", Comments, "Comments on this story are closed"),
    row(Opens(60), "comment on this", Comments, "Comment on this story"),
    row(Opens(120), "join the conversation", Comments, "Join the conversation"),
    row(Opens(120), "join the discussion", Comments, "Join the discussion"),
    row(Opens(120), "have your say", Comments, "Have your say"),
    row(Opens(160), "log in to comment", Comments, "Log in to comment"),
    row(Opens(160), "log in to post", Comments, "Log in to post a comment"),
    row(Opens(160), "log in to reply", Comments, "Log in to Reply"),
    row(Opens(160), "log in or", Comments, "Log in or register to comment"),
    row(Opens(160), "login to comment", Comments, "Login to comment"),
    row(Opens(160), "sign in to comment", Comments, "Sign in to comment"),
    row(Opens(160), "sign in or", Comments, "Sign in or create an account"),
    row(Opens(160), "you must be logged in", Comments, "You must be logged in to post a comment."),
    row(Opens(300), "your email address will not be", Comments, "Your email address will not be published."),
    row(Opens(200), "save my name", Comments, "Save my name and email in this browser"),
    row(Opens(120), "required fields are", Comments, "Required fields are marked *"),
    row(Opens(120), "notify me of", Comments, "Notify me of new comments by email"),
    row(Opens(80), "report this comment", Comments, "Report this comment"),
    row(Opens(120), "share your thoughts", Comments, "Share your thoughts in the comments"),
    row(Holds(250), "in the comments below", Comments, "Tell us what you think in the comments below"),
    row(Holds(250), "in the comment section below", Comments, "Tell us in the comment section below"),
    row(Holds(250), "in the comments section", Comments, "Tell us in the comments section"),
    row(Opens(60), "load comments", Comments, "Load comments"),
    row(Opens(60), "loading comments", Comments, "Loading comments…"),
    row(Opens(60), "see all comments", Comments, "See all comments (12)"),
    row(Opens(60), "see comments", Comments, "See comments"),
    row(Opens(60), "comments powered by", Comments, "Comments powered by Harbourtalk"),
    row(Whole, "reply", Comments, "Reply"),
    row(Whole, "antworten", Comments, "Antworten"),
    row(Whole, "kommentare", Comments, "Kommentare"),
    row(Opens(40), "0 kommentare", Comments, "3 Kommentare"),
    row(Opens(60), "schreibe einen kommentar", Comments, "Schreibe einen Kommentar"),
    row(Opens(60), "schreiben sie einen kommentar", Comments, "Schreiben Sie einen Kommentar"),
    row(Opens(60), "kommentar schreiben", Comments, "Kommentar schreiben"),
    row(Opens(60), "kommentar hinzufügen", Comments, "Kommentar hinzufügen"),
    row(Opens(60), "kommentare (0", Comments, "Kommentare (3)"),
    row(Opens(100), "du musst angemeldet sein", Comments, "Du musst angemeldet sein, um zu antworten."),
    row(Opens(100), "benachrichtigung bei weiteren", Comments, "Benachrichtigung bei weiteren Kommentaren"),
    row(Opens(100), "benachrichtige mich über", Comments, "Benachrichtige mich über neue Beiträge."),
    row(Opens(100), "informiere mich über neue", Comments, "Informiere mich über neue Beiträge."),
    row(Whole, "name (erforderlich)", Comments, "Name (erforderlich)"),
    row(Whole, "neueste kommentare", Comments, "Neueste Kommentare"),
    row(Opens(60), "kommentar verfassen", Comments, "Kommentar verfassen"),
    row(Opens(200), "deine e-mail-adresse wird nicht", Comments, "Deine E-Mail-Adresse wird nicht gezeigt."),
    row(Whole, "commentaires", Comments, "Commentaires"),
    row(Whole, "0 commentaires", Comments, "3 commentaires"),
    row(Opens(60), "laisser un commentaire", Comments, "Laisser un commentaire"),
    row(Whole, "comentarios", Comments, "Comentarios"),
    row(Whole, "0 comentarios", Comments, "3 comentarios"),
    row(Opens(60), "deja un comentario", Comments, "Deja un comentario"),
    row(Opens(60), "deja una respuesta", Comments, "Deja una respuesta"),
    row(Whole, "commenti", Comments, "Commenti"),
    row(Opens(60), "lascia un commento", Comments, "Lascia un commento"),
    row(Whole, "reacties", Comments, "Reacties"),
    row(Whole, "0 reacties", Comments, "3 reacties"),
    row(Whole, "comentários", Comments, "Comentários"),
    row(Opens(60), "deixe um comentário", Comments, "Deixe um comentário"),
    row(Whole, "0 reactions", Comments, "12 reactions"),

    // Advertisements.
    row(Opens(60), "advertisement", Advert, "Advertisement - scroll on"),
    row(Whole, "advertisements", Advert, "Advertisements"),
    row(Whole, "advertising", Advert, "Advertising"),
    row(Whole, "ad", Advert, "AD"),
    row(Whole, "ads", Advert, "Ads"),
    row(Opens(120), "this advertisement has not loaded", Advert, "This advertisement has not loaded yet."),
    row(Opens(80), "advertisement 0", Advert, "Advertisement 2"),
    row(Opens(400), "if you purchase a product", Advert, "If you purchase a product here we may be paid."),
    row(Opens(80), "story continues below", Advert, "Story continues below advertisement"),
    row(Opens(80), "story continues after", Advert, "Story continues after the advert"),
    row(Opens(80), "article continues below", Advert, "Article continues below"),
    row(Opens(80), "article continues after", Advert, "Article continues after ad"),
    row(Opens(80), "the article continues", Advert, "The article continues below"),
    row(Opens(80), "content continues below", Advert, "Content continues below"),
    row(Opens(80), "continues below advertisement", Advert, "Continues below advertisement"),
    row(Opens(80), "scroll to continue", Advert, "Scroll to continue"),
    row(Opens(80), "scroll down to continue", Advert, "Scroll down to continue"),
    row(Whole, "sponsored", Advert, "Sponsored"),
    row(Opens(60), "sponsored content", Advert, "Sponsored content"),
    row(Opens(60), "sponsored by", Advert, "Sponsored by Ruvia Water"),
    row(Opens(60), "paid content", Advert, "Paid content"),
    row(Opens(60), "partner content", Advert, "Partner content"),
    row(Opens(60), "promoted content", Advert, "Promoted content"),
    row(Opens(60), "advertise with", Advert, "Advertise with us"),
    row(Whole, "advertise", Advert, "Advertise"),
    row(Opens(60), "why am i seeing this ad", Advert, "Why am I seeing this ad?"),
    row(Opens(60), "report ad", Advert, "Report ad"),
    row(Opens(60), "report this ad", Advert, "Report this ad"),
    row(Opens(60), "remove ads", Advert, "Remove ads"),
    row(Whole, "anzeige", Advert, "Anzeige"),
    row(Whole, "anzeigen", Advert, "Anzeigen"),
    row(Whole, "werbung", Advert, "Werbung"),
    row(Whole, "publicité", Advert, "Publicité"),
    row(Whole, "publicidad", Advert, "Publicidad"),
    row(Whole, "publicidade", Advert, "Publicidade"),
    row(Whole, "pubblicità", Advert, "Pubblicità"),
    row(Whole, "advertentie", Advert, "Advertentie"),
    row(Whole, "annonce", Advert, "Annonce"),
    row(Whole, "annons", Advert, "Annons"),
    row(Whole, "mainos", Advert, "Mainos"),
    row(Whole, "reklama", Advert, "Reklama"),
    row(Whole, "reklam", Advert, "Reklam"),
    row(Whole, "реклама", Advert, "Реклама"),
    row(Holds(600), "earn a commission", Advert, "We may earn a commission from these links."),
    row(Holds(600), "earn commission", Advert, "We may earn commission if you buy."),
    row(Holds(400), "contain affiliate links", Advert, "This post may contain affiliate links."),
    row(Holds(400), "contains affiliate links", Advert, "This post contains affiliate links."),
    row(Holds(400), "affiliate commission", Advert, "We may receive an affiliate commission."),
    row(Opens(200), "when you purchase through", Advert, "When you purchase through our links, we earn"),

    // Cookies, law, protected addresses, notes on the site.
    row(Opens(300), "© 0", Other, "© 2023 The Harbour Times"),
    row(Opens(300), "©0", Other, "©2023 The Harbour Times"),
    row(Opens(300), "© copyright", Other, "© Copyright 2023 The Harbour Times"),
    row(Opens(300), "© … 0", Other, "© The Harbour Times 2023"),
    row(Opens(300), "copyright ©", Other, "Copyright © 2023 The Harbour Times"),
    row(Opens(300), "copyright 0", Other, "Copyright 2023 The Harbour Times"),
    row(Opens(300), "copyright (c)", Other, "Copyright (c) 2023 The Harbour Times"),
    row(Opens(300), "(c) 0", Other, "(c) 2023 The Harbour Times"),
    row(Holds(600), "all rights reserved", Other, "The Harbour Times. All rights reserved."),
    row(Holds(300), "alle rechte vorbehalten", Other, "Hafenblatt. Alle Rechte vorbehalten."),
    row(Holds(300), "tous droits réservés", Other, "Le Port. Tous droits réservés."),
    row(Holds(300), "todos los derechos reservados", Other, "El Puerto. Todos los derechos reservados."),
    row(Holds(300), "todos os direitos reservados", Other, "O Porto. Todos os direitos reservados."),
    row(Holds(300), "tutti i diritti riservati", Other, "Il Porto. Tutti i diritti riservati."),
    row(Holds(300), "alle rechten voorbehouden", Other, "De Haven. Alle rechten voorbehouden."),
    row(Holds(300), "wszelkie prawa zastrzeżone", Other, "Port. Wszelkie prawa zastrzeżone."),
    row(Holds(300), "все права защищены", Other, "Порт. Все права защищены."),
    row(Opens(600), "we use cookies", Other, "We use cookies to run this site."),
    row(Opens(600), "we use necessary cookies", Other, "We use necessary cookies to run this site."),
    row(Opens(600), "we and our partners", Other, "We and our partners store data on your device."),
    row(Opens(600), "this website uses cookies", Other, "This website uses cookies."),
    row(Opens(600), "this site uses cookies", Other, "This site uses cookies."),
    row(Opens(600), "this site uses akismet", Other, "This site uses Akismet to reduce spam."),
    row(Opens(600), "this website uses", Other, "This website uses trackers."),
    row(Opens(600), "diese website verwendet", Other, "Diese Website verwendet Cookies."),
    row(Opens(600), "diese website benutzt", Other, "Diese Website benutzt Cookies."),
    row(Opens(600), "diese webseite verwendet", Other, "Diese Webseite verwendet Cookies."),
    row(Opens(600), "wir verwenden cookies", Other, "Wir verwenden Cookies."),
    row(Opens(600), "wir nutzen cookies", Other, "Wir nutzen Cookies."),
    row(Opens(600), "ce site utilise", Other, "Ce site utilise des cookies."),
    row(Opens(600), "nous utilisons des cookies", Other, "Nous utilisons des cookies."),
    row(Opens(600), "utilizamos cookies", Other, "Utilizamos cookies propias."),
    row(Opens(600), "usamos cookies", Other, "Usamos cookies propias."),
    row(Opens(600), "este sitio web utiliza", Other, "Este sitio web utiliza cookies."),
    row(Opens(600), "este site utiliza cookies", Other, "Este site utiliza cookies."),
    row(Opens(600), "questo sito utilizza", Other, "Questo sito utilizza cookie tecnici."),
    row(Opens(600), "deze website gebruikt", Other, "Deze website gebruikt cookies."),
    row(Opens(600), "wij gebruiken cookies", Other, "Wij gebruiken cookies."),
    row(Opens(60), "cookies policy", Other, "Cookies policy"),
    row(Opens(60), "cookies settings", Other, "Cookies Settings"),
    row(Opens(60), "interest-based ads", Other, "Interest-Based Ads"),
    row(Opens(60), "community guidelines", Other, "Community Guidelines"),
    row(Opens(60), "reprints and permissions", Other, "Reprints and Permissions"),
    row(Opens(60), "reprints & permissions", Other, "Reprints & Permissions"),
    row(Opens(60), "code of conduct", Other, "Code of Conduct"),
    row(Opens(60), "user agreement", Other, "User Agreement"),
    row(Opens(60), "closed captioning", Other, "Closed Captioning"),
    row(Opens(60), "rechtliche hinweise", Other, "Rechtliche Hinweise"),
    row(Opens(60), "impressum &", Other, "Impressum & Kontakt"),
    row(Opens(60), "política de cookies", Other, "Política de cookies"),
    row(Opens(60), "términos y condiciones", Other, "Términos y condiciones"),
    row(Opens(60), "cookie settings", Other, "Cookie settings"),
    row(Opens(60), "cookie policy", Other, "Cookie policy"),
    row(Opens(60), "cookie preferences", Other, "Cookie preferences"),
    row(Opens(60), "cookie-einstellungen", Other, "Cookie-Einstellungen"),
    row(Opens(40), "accept all", Other, "Accept all"),
    row(Opens(40), "accept cookies", Other, "Accept cookies"),
    row(Opens(40), "reject all", Other, "Reject all"),
    row(Opens(40), "manage preferences", Other, "Manage preferences"),
    row(Opens(40), "manage cookies", Other, "Manage cookies"),
    row(Opens(40), "alle akzeptieren", Other, "Alle akzeptieren"),
    row(Opens(40), "alle cookies", Other, "Alle Cookies zulassen"),
    row(Opens(40), "tout accepter", Other, "Tout accepter"),
    row(Opens(60), "your privacy choices", Other, "Your privacy choices"),
    row(Opens(80), "your california privacy", Other, "Your California privacy rights"),
    row(Opens(80), "do not sell", Other, "Do not sell my personal information"),
    row(Opens(80), "privacy policy", Other, "Privacy policy"),
    row(Opens(80), "privacy notice", Other, "Privacy notice"),
    row(Opens(80), "privacy settings", Other, "Privacy settings"),
    row(Opens(80), "privacy statement", Other, "Privacy statement"),
    row(Opens(80), "privacy & cookies", Other, "Privacy & cookies"),
    row(Opens(80), "privacy and cookie", Other, "Privacy and cookie policy"),
    row(Opens(80), "privacy • ", Other, "Privacy • Terms"),
    row(Opens(80), "terms of use", Other, "Terms of use"),
    row(Opens(80), "terms of service", Other, "Terms of service"),
    row(Opens(80), "terms of sale", Other, "Terms of sale"),
    row(Opens(80), "terms and conditions", Other, "Terms and conditions"),
    row(Opens(80), "terms & conditions", Other, "Terms & Conditions"),
    row(Opens(60), "accessibility statement", Other, "Accessibility statement"),
    row(Whole, "adchoices", Other, "AdChoices"),
    row(Whole, "ad choices", Other, "Ad Choices"),
    row(Whole, "legal notice", Other, "Legal notice"),
    row(Whole, "impressum", Other, "Impressum"),
    row(Whole, "datenschutz", Other, "Datenschutz"),
    row(Opens(60), "datenschutzerklärung", Other, "Datenschutzerklärung"),
    row(Opens(60), "datenschutz &", Other, "Datenschutz & Cookies"),
    row(Whole, "agb", Other, "AGB"),
    row(Whole, "nutzungsbedingungen", Other, "Nutzungsbedingungen"),
    row(Opens(60), "mentions légales", Other, "Mentions légales"),
    row(Opens(60), "politique de confidentialité", Other, "Politique de confidentialité"),
    row(Opens(60), "aviso legal", Other, "Aviso legal"),
    row(Opens(60), "política de privacidad", Other, "Política de privacidad"),
    row(Opens(60), "política de privacidade", Other, "Política de privacidade"),
    row(Opens(60), "privacybeleid", Other, "Privacybeleid"),
    row(Leads(60), "[email protected]", Other, "[email protected] | 555 0100"),
    row(Opens(400), "this material may not be", Other, "This material may not be broadcast."),
    row(Opens(400), "this content may not be", Other, "This content may not be reproduced."),
    row(Opens(400), "no part of this", Other, "No part of this site may be copied."),
    row(Opens(400), "reproduction in whole", Other, "Reproduction in whole or in part is not allowed"),
    row(Holds(400), "without written permission", Other, "Not to be copied without written permission."),
    row(Holds(500), "without prior written", Other, "Not to be copied without prior written consent"),
    row(Holds(500), "without the prior written", Other, "No copies without the prior written permission"),
    row(Holds(300), "not responsible for the content of", Other, "We are not responsible for the content of other sites."),
    row(Opens(400), "use of this site", Other, "Use of this site means you accept our terms"),
    row(Opens(400), "use of and/or", Other, "Use of and/or registration on this site means you accept our terms"),
    row(Opens(400), "by using this site", Other, "By using this site you accept our terms"),
    row(Opens(400), "by using our site", Other, "By using our site you accept our terms"),
    row(Opens(400), "by continuing to", Other, "By continuing to use this site you accept our terms"),
    row(Opens(400), "the material on this site", Other, "The material on this site may not be copied"),
    row(Opens(400), "this site is protected by", Other, "This site is protected by a puzzle"),
    row(Opens(120), "this story was originally published", Other, "This story was originally published May 3, 2031, 11:09 AM."),
    row(Opens(240), "this article appeared in … print edition", Other, "This article appeared in the Coast section of the print edition."),
    row(Opens(240), "a version of this story appeared in", Other, "A version of this story appeared in The Herald, Vol 3."),
    row(Opens(240), "a version of this article … print", Other, "A version of this article appears in print on May 3, 2031."),
    row(Opens(400), "the views expressed in this", Other, "The views expressed in this article are the author’s."),
    row(Opens(400), "the opinions expressed in this", Other, "The opinions expressed in this article are the author’s."),
    row(Opens(400), "opinions expressed by", Other, "Opinions expressed by our columnists are their own."),
    row(Opens(60), "powered by", Other, "Powered by Harbour Press"),
    row(Opens(60), "report an error", Other, "Report an error"),
    row(Opens(60), "report a typo", Other, "Report a typo"),
    row(Opens(60), "report a correction", Other, "Report a correction"),
    row(Opens(60), "report a mistake", Other, "Report a mistake"),
    row(Opens(60), "suggest a correction", Other, "Suggest a correction"),
    row(Opens(200), "have a confidential tip", Other, "Have a confidential tip for us?"),
    row(Opens(200), "got a tip", Other, "Got a tip? Write to us"),
    row(Opens(200), "got a story", Other, "Got a story? Write to us"),
    row(Opens(200), "got a news tip", Other, "Got a news tip?"),
    row(Opens(200), "have a tip", Other, "Have a tip? Write to us"),
    row(Opens(200), "send us a tip", Other, "Send us a tip"),
    row(Opens(200), "send us a", Other, "Send us a story tip"),
    row(Opens(200), "do you have a story", Other, "Do you have a story for us?"),
    row(Opens(200), "our standards:", Other, "Our Standards: how we work"),
    row(Opens(120), "why you can trust", Other, "Why you can trust The Herald"),
    row(Opens(120), "licensing rights", Other, "Licensing rights"),
    row(Opens(120), "purchase licensing rights", Other, "Purchase licensing rights"),
    row(Opens(120), "order reprints", Other, "Order reprints"),
    row(Whole, "reprints", Other, "Reprints"),

    // Who the writer is.
    row(Opens(60), "about the author", Biography, "About the author"),
    row(Opens(60), "about the writer", Biography, "About the writer"),
    row(Opens(60), "about our", Biography, "About our reporters"),
    row(Opens(60), "meet the author", Biography, "Meet the author"),
    row(Opens(60), "über den autor", Biography, "Über den Autor"),
    row(Opens(60), "über die autorin", Biography, "Über die Autorin"),
    row(Opens(60), "zur person", Biography, "Zur Person"),
    row(Opens(60), "zum autor", Biography, "Zum Autor"),
    row(Opens(60), "à propos de l'auteur", Biography, "À propos de l’auteur"),
    row(Opens(60), "over de auteur", Biography, "Over de auteur"),
    row(Opens(60), "sobre el autor", Biography, "Sobre el autor"),
    row(Opens(60), "sobre o autor", Biography, "Sobre o autor"),
    row(Opens(60), "sull'autore", Biography, "Sull’autore"),
    row(Opens(60), "view all posts", Biography, "View all posts by Ana Belo"),
    row(Opens(60), "all posts by", Biography, "All posts by Ana Belo"),
    row(Opens(60), "see full bio", Biography, "See full bio"),
    row(Opens(60), "full bio", Biography, "Full bio"),
    row(Opens(60), "read full bio", Biography, "Read full bio"),
    row(Opens(200), "follow him on", Biography, "Follow him on Twitter at @omarlund"),
    row(Opens(200), "follow her on", Biography, "Follow her on X: @anabelo"),
    row(Opens(200), "follow them on", Biography, "Follow them on X: @harbour"),
    row(Opens(200), "follow me on", Biography, "Follow me on Twitter"),
    row(Opens(200), "follow the author", Biography, "Follow the author: @anabelo"),
    row(Opens(200), "follow … on twitter at", Biography, "Follow Omar Lund on Twitter at @omarlund"),
    row(Opens(200), "follow … on x at", Biography, "Follow Omar Lund on X at @omarlund"),
    row(Opens(200), "you can follow … on", Biography, "You can follow Omar Lund on Twitter"),
    row(Opens(200), "you can reach … at", Biography, "You can reach Omar at [email protected]"),
    row(Opens(200), "you can write to", Biography, "You can write to her at [email protected]"),
    row(Opens(200), "you can contact", Biography, "You can contact Omar Lund at 555 0100"),
    row(Holds(160), "can be reached at … @", Biography, "Omar Lund can be reached at lund@harbour.example."),
    row(Opens(200), "reach her at", Biography, "Reach her at [email protected]"),
    row(Opens(200), "reach him at", Biography, "Reach him at [email protected]"),
    row(Opens(200), "reach them at", Biography, "Reach them at [email protected]"),
    row(Opens(200), "reach … at [email", Biography, "Reach Omar Lund at [email protected]"),
    row(Opens(200), "contact her at", Biography, "Contact her at [email protected]"),
    row(Opens(200), "contact him at", Biography, "Contact him at [email protected]"),
    row(Opens(200), "contact the author", Biography, "Contact the author at [email protected]"),
    row(Opens(200), "contact the reporter", Biography, "Contact the reporter at [email protected]"),
    row(Opens(200), "contact … at [email", Biography, "Contact Omar Lund at [email protected]"),
    row(Opens(200), "email her at", Biography, "Email her at [email protected]"),
    row(Opens(200), "email him at", Biography, "Email him at [email protected]"),
    row(Opens(200), "email … at [email", Biography, "Email Omar Lund at [email protected]"),
    row(Opens(200), "write to … at [email", Biography, "Write to Omar Lund at [email protected]"),
];

/// What `text`, a block's words alone, says it is, if that is furniture.
pub fn role_of(text: &str) -> Option<FurnitureRole> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let block = Folded::new(text);
    if block.text.is_empty() || block.text.starts_with(['"', '“', '«', '„']) {
        return None;
    }
    let mut best: Option<&Wording> = None;
    for Matcher { wordings, openings, anchored } in &*MATCHERS {
        let input = Input::new(&block.text).anchored(*anchored);
        let mut state = OverlappingState::start();
        while let Some(found) = next(openings, &input, &mut state) {
            let wording = &wordings[found.pattern()];
            let is_better = best.is_none_or(|best| best.sureness() < wording.sureness());
            if is_better && block.is_match(wording, found.start()..found.end()) {
                best = Some(wording);
            }
        }
    }
    best.map(|wording| wording.row.role).or_else(|| is_biography(text).then_some(Biography))
}

/// The next of all matches, those inside others included.
fn next(openings: &AhoCorasick, input: &Input, state: &mut OverlappingState) -> Option<Match> {
    openings.find_overlapping(input.clone(), state);
    state.get_match()
}

/// No row is about a longer block.
const MAX_BYTES: usize = 2400;

/// How many bytes a row's ` … ` skips at most.
const MAX_GAP: usize = 90;

/// A row's words before and behind its ` … `.
struct Wording {
    opening: &'static str,
    behind: Option<&'static str>,
    row: &'static Row,
}

impl Wording {
    fn new(row: &'static Row) -> Wording {
        match row.words.split_once(" …") {
            Some((opening, behind)) => Wording { opening, behind: Some(behind.trim_start()), row },
            None => Wording { opening: row.words, behind: None, row },
        }
    }

    /// The longer wording is right where two rows match, above all the longer opening.
    fn sureness(&self) -> (usize, usize) {
        (self.opening.len(), self.row.words.len())
    }
}

/// Finds the opening words of some rows.
struct Matcher {
    wordings: Vec<Wording>,
    openings: AhoCorasick,
    anchored: Anchored,
}

/// Few rows are looked for behind a block's first words.
static MATCHERS: LazyLock<[Matcher; 2]> = LazyLock::new(|| {
    let matcher = |anchored: Anchored| {
        let is_own = |row: &&Row| matches!(row.at, Holds(_)) != anchored.is_anchored();
        let wordings: Vec<Wording> = ROWS.iter().filter(is_own).map(Wording::new).collect();
        let openings = wordings.iter().map(|wording| wording.opening);
        let start = if anchored.is_anchored() { StartKind::Anchored } else { StartKind::Unanchored };
        let openings = AhoCorasick::builder().start_kind(start).build(openings);
        Matcher { wordings, openings: openings.expect("the table is small"), anchored }
    };
    [matcher(Anchored::Yes), matcher(Anchored::No)]
});

/// A block as the rows have it: small letters, straight apostrophes, single blanks, numbers as `0`, and no
/// bullets or arrows around.
struct Folded {
    text: String,
    chars: usize,
    /// How many of its first letters are capitals: `READ MORE Harbour` has eight, and an `H`.
    capitals: usize,
}

impl Folded {
    fn new(text: &str) -> Folded {
        let is_edge = |c: char| c.is_whitespace() || "•·*|>»›→←▶►▼▸-–—+#✕\u{200b}\u{feff}".contains(c);
        let trimmed = text.trim_matches(is_edge);
        let mut folded = Folded { text: String::with_capacity(trimmed.len()), chars: 0, capitals: 0 };
        let mut only_capitals = true;
        let mut chars = trimmed.chars().peekable();
        while let Some(c) = chars.next() {
            only_capitals &= !c.is_lowercase();
            match c {
                'a'..='z' => folded.push(c),
                'A'..='Z' => folded.push(c.to_ascii_lowercase()),
                _ if c.is_whitespace() => {
                    if !folded.text.ends_with(' ') {
                        folded.push(' ');
                    }
                }
                '’' | '‘' | 'ʼ' => folded.push('\''),
                '0'..='9' => {
                    let is_rest = |c: &char| c.is_ascii_digit() || matches!(c, ',' | '.' | ':');
                    let mut last = c;
                    while let Some(next) = chars.next_if(is_rest) {
                        last = next;
                    }
                    folded.push('0');
                    if !last.is_ascii_digit() {
                        folded.push(last);
                    }
                }
                _ => c.to_lowercase().for_each(|c| folded.push(c)),
            }
            if only_capitals {
                folded.capitals = folded.text.len();
            }
        }
        folded
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        self.chars += 1;
    }

    /// Whether a row says what this is, its opening words found at `at`.
    fn is_match(&self, &Wording { behind, row, .. }: &Wording, at: std::ops::Range<usize>) -> bool {
        let Some(end) = self.end_of(at.end, behind) else { return false };
        let rest = &self.text[end..];
        let opens = at.start == 0 && self.is_edge_of_word(end);
        match row.at {
            // "Facebook." is a sentence or a heading.
            Whole => opens && rest != "." && rest.chars().all(is_closing),
            Leads(max) => opens && self.chars <= max && self.is_label(end),
            // "Also on the bill: two old hands of the sport." goes on as a sentence.
            Opens(max) => opens && self.chars <= max && !(behind == Some(":") && rest.ends_with('.')),
            Holds(max) => self.chars <= max && self.is_edge_of_word(at.start) && self.is_edge_of_word(end),
        }
    }

    /// Where the whole wording ends, whose opening words end at `at`.
    fn end_of(&self, at: usize, behind: Option<&str>) -> Option<usize> {
        let Some(behind) = behind.filter(|behind| !behind.is_empty()) else { return Some(at) };
        if !self.is_edge_of_word(at) {
            return None;
        }
        let until = self.text.floor_char_boundary(at + MAX_GAP);
        let found = memchr::memmem::find(&self.text.as_bytes()[at..until], behind.as_bytes())?;
        Some(at + found + behind.len()).filter(|end| self.is_edge_of_word(*end))
    }

    /// Whether no word goes on across `at`. Scripts without blanks between words have no such edges.
    fn is_edge_of_word(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let behind = self.text[at..].chars().next();
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
        !(goes_on(before) && goes_on(behind))
    }

    /// Whether what stands before `at` is a label for what follows.
    fn is_label(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let trimmed = rest.trim_start();
        let Some(first) = trimmed.chars().next() else { return true };
        matches!(first, ':' | '：' | '|' | '»' | '›' | '>' | '→' | '–' | '—' | '…')
            || (first == '-' && rest.starts_with(' '))
            || rest.chars().all(is_closing)
            // The first capital of the words that follow is one letter of the run.
            || (self.capitals >= at && self.capitals < self.text.len() && self.capitals <= at + 8)
    }
}

/// What may stand behind a label: `Search…`, `Email *`.
fn is_closing(c: char) -> bool {
    matches!(c, ':' | '.' | '…' | '!' | '?' | '*' | '»' | '›' | '>' | '→' | ' ' | ')' | '：' | '+')
}

/// What writers are, in a biography's first sentence.
const WRITERS: [&str; 16] = [
    "reporter",
    "correspondent",
    "editor",
    "journalist",
    "columnist",
    "writer",
    "contributor",
    "producer",
    "blogger",
    "freelancer",
    "photojournalist",
    "bureau chief",
    "newscaster",
    "anchor",
    "reporters",
    "journalists",
];

/// Whether a block says of one person, named at its start, what a newsroom employs them for: "Ana Belo is a
/// reporter at The Harbour Times." Sentences of an article name people so too; a biography says little else,
/// or tells how to reach them.
fn is_biography(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 1200 {
        return false;
    }
    let Some(rest) = behind_name(text) else { return false };
    let sentence_end = rest.find(". ").unwrap_or(rest.len());
    let sentence = &rest[..sentence_end];
    let is_short = text.len() <= 400;
    let tells_contact = tells_contact(text);
    let has_writer = |words: &str| {
        WRITERS.iter().any(|writer| {
            words.split(|c: char| !c.is_alphanumeric()).any(|w| w.eq_ignore_ascii_case(writer))
                || (writer.contains(' ') && words.contains(writer))
        })
    };
    for verb in ["is a ", "is an ", "is the ", "is our ", "is "] {
        let Some(what) = sentence.strip_prefix(verb) else { continue };
        let head = what.split([',', ';', '(']).next().unwrap_or(what);
        let head = head.split(" who ").next().unwrap_or(head);
        let head = head.split(" at ").next().unwrap_or(head);
        let head = head.split(" for ").next().unwrap_or(head);
        return has_writer(head) && head.len() <= 90 && (is_short || tells_contact) && !tells_news(text);
    }
    let covers = ["covers ", "reports on ", "writes about ", "reports for ", "writes for "];
    covers.iter().any(|verb| sentence.starts_with(verb))
        && ((text.len() <= 250 && has_name_of_outlet(sentence)) || tells_contact)
        && !tells_news(text)
}

/// "covers energy for The Harbour Times": for whom, as a name.
fn has_name_of_outlet(sentence: &str) -> bool {
    [" for ", " at "].iter().any(|word| {
        sentence.split_once(word).is_some_and(|(_, outlet)| {
            outlet.starts_with(|c: char| c.is_uppercase()) || outlet.starts_with("the ")
        })
    })
}

/// How to reach somebody.
fn tells_contact(text: &str) -> bool {
    ["[email", "@", "Follow him", "Follow her", "Follow them", "on Twitter", "on X "]
        .iter()
        .any(|words| text.contains(words))
}

/// What an article says of a journalist and no biography does.
fn tells_news(text: &str) -> bool {
    [" said", " told ", "”", " was arrested", " detained", " jailed", " sentenced", " killed"]
        .iter()
        .any(|words| text.contains(words))
}

/// What follows a name of two to four capitalised words at the start.
fn behind_name(text: &str) -> Option<&str> {
    let mut n_words = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ').take(5) {
        let is_name = word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "de " | "van " | "von ");
        if !is_name || word.contains([',', ':', '"', '“']) {
            break;
        }
        n_words += 1;
        at += word.len();
    }
    (2..=4).contains(&n_words).then(|| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_its_example() {
        let is_unread = |row: &&Row| role_of(row.example) != Some(row.role);
        let unread: Vec<_> = ROWS.iter().filter(is_unread).map(|row| row.example).collect();
        assert!(unread.is_empty(), "{unread:#?}");
    }

    #[test]
    fn no_wording_is_there_twice() {
        let mut words: Vec<_> = ROWS.iter().map(|row| row.words).collect();
        let n_rows = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n_rows);
    }

    #[test]
    fn sentences_of_an_article_are_left_alone() {
        for sentence in [
            "Search teams reached the ferry on Monday, the coast guard said.",
            "Read the letter, the judge told him, and then sign it.",
            "Related charges against the mill’s owner were dropped in May.",
            "More than 400 people signed up for the newsletter, Belo said.",
            "Comment was sought from the ministry.",
            "“Subscribe to our channel,” the preacher tells his followers.",
            "“We use cookies,” the site told visitors.",
            "Share prices fell by 4 percent.",
            "Home prices in Ruvia rose again in June.",
            "Menus at the port’s inns have changed little.",
            "Follow the money, Lund told the inquiry.",
            "Advertising spending fell for a third year.",
            "Watch this space, she said.",
            "Also on the bill: the mayor’s old plan for the harbour.",
            "Facebook.",
            "© Ana Belo",
            "Ana Belo is a reporter for the Herald who was jailed in May, her lawyer said.",
            "Omar Lund is the minister for fisheries.",
            "",
            "   ",
        ] {
            assert_eq!(role_of(sentence), None, "{sentence:?}");
        }
    }

    #[test]
    fn writers_are_told_from_those_written_about() {
        let bio = "Ana Belo is a senior reporter at The Harbour Times. She covers fisheries and ports.";
        assert_eq!(role_of(bio), Some(Biography));
        let bio = "Ana Belo is the Social Media Editor at The Harbour Times. You can write to her at [email protected]";
        assert_eq!(role_of(bio), Some(Biography));
        let bio = "Omar Lund covers energy for The Harbour Times. Reach him at [email protected]";
        assert_eq!(role_of(bio), Some(Biography));
        assert_eq!(role_of("Omar Lund covers his mouth when he laughs."), None);
    }

    #[test]
    fn capitals_make_a_label() {
        assert_eq!(role_of("READ MORE Harbour reopens after storm"), Some(Related));
        assert_eq!(role_of("Read more books, the minister urged pupils."), None);
    }

    #[test]
    fn bullets_and_curly_marks_do_not_hide_a_wording() {
        assert_eq!(role_of("» Don’t miss: the night market"), Some(Related));
        assert_eq!(role_of("•\u{a0}Print"), Some(Navigation));
    }
}
