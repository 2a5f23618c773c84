import { issued, keyed, assigned, pattern } from '../../src/rule/issued.js';

/** Services whose keys have no mark of their own, by names that are no other word. */
const SERVICES = `
  123formbuilder 4everland 8x8 abtasty accuweather activecampaign activepieces aerisweather africastalking airbyte akoya alienvault anypoint apifonica apilayer apimetrics
  apitemplate appfollow applitools appointedd appoptics appsmith appsynergy aviationstack autoblocks autoklose autopilot avalara avaza aweber axonaut ayrshare bamboohr bannerbear
  baremetrics beebole belvo besnappy besttime bitbar bitcoinaverage bitquery blazemeter blitapp blockcypher blocknative blogger bluejeans bluesnap blynk
  bombbomb braintree brandfetch brightcove brightdata browshot bscscan buddyns budibase bugherd bunnycdn buttercms caflou calendarific calorieninja campaignmonitor campayn cannyio capsulecrm
  carboninterface casdoor catchpoint centralstationcrm chartmogul chatfuel checio checkmarx cherryservers ciscomeraki clickatell cliengo clockify closecrm cloudconvert cloudimage
  cloudmersive cloudplan cloudsight cloverly clustdoc codequiry codesandbox cognitoforms coinapi coinlayer coinlib coinmarketcap collect2 commercejs constantcontact
  conversiontools convertapi convertkit corbado countrylayer craftmypdf crowdstrike cryptocompare currencyfreaks currencylayer currencyscoop currentsapi d7network dacast
  dailyco dareboost databox debounce deepai detectify detectlanguage deviantart devto dfuse diffbot diggernaut docparser documo dotdigital dronahq dwolla
  dynalist dyspatch eagleeyenetworks ecostruxureit edenai eloqua endorlabs ethplorer eventbrite everhour exchangerateapi exchangeratesapi extractorapi fastforex fastspring feedier
  fetchrss fileio financialmodelingprep findl firehydrant fivetran fixerio flightapi flightlabs flutterwave formbucket formcraft formstack fullstory fxmarket geckoboard gentrace
  geoapify geocodify geocodio geoipifi getemail getgeoapi getgist getresponse glassnode goatcounter goodday graphhopper greynoise groovehq gtmetrix gyazo happyscribe hellosign
  helpcrunch helpscout hereapi hightouch hiveage holidayapi honeybadger hotjar html2pdf humanloop hybiscus iconfinder idenfy iexapis iexcloud imagga infobip insightly instabot instabug
  integromat interseller intra42 intrinio ip2location ipapi ipgeolocation ipinfodb ipqualityscore jetadmin jotform jumio jupiterone jwplayer karmacrm keycdn klipfolio
  knapsackpro kylas languagelayer lastfm lastpass leadfeeder lemlist lemonsqueezy lendflow leptonai lessannoyingcrm lexigram linenotify linkpreview livechat livestorm loadmill loginradius
  logrocket logzio looksrare loyverse lunchmoney madkudu magiceden mailboxlayer mailjet mailmodo mailsac mangopay mapquest markerio marketo marketstack mavenlink mediastack memcachier
  meistertask mesibo messagemedia midtrans mixmax mockaroo monkeylearn moonclerk moosend moralis mouseflow mpesa musixmatch mxtoolbox nasdaqdatalink newscatcher nftport nicereply
  nightfall ninjaforms noticeable novu nozbe numverify nutritionix oanda omnisend onfleet opencagedata openexchangerates opensea openuv openweathermap oopspam owlbot oxylabs
  pandadoc pandascore paperform paralleldots pardot parsehub parseur partnerstack passbase paychex paydirtapp paymoapp paymongo payoneer pdflayer pdfshift pdfmonkey peopledatalabs
  pexels pinata pipedream pirsch piwikpro pixabay planyo playht podio pollsapi polytomic positionstack postageapp powrbot practitest prodpad promptlayer propelauth prospectcrm protocolsio
  proxycrawl qualaroo qubole rapyd rawg reachmail reallysimplesystems rebrandly recurly refersion refiner rentman replyio requestfinance restpack retellai riotgames ritekit
  robinhood rocketmatter rocketreach route4me routee runrunit runscope salesblink salescookie salesflare satismeter scraperbox scrapeops scrapeowl scrapestack scrapfly scrapingant
  screenshotapi screenshotlayer scrutinizer selectpdf sendinblue sentiment serphouse serpstack sherpadesk shipday shotstack shutterstock signable signaturit signnow signupgenius sigopt
  simfin simplesat simplynoted simvoly skrapp skybiometry smartystreets smooch snipcart socrata softlayer soundcloud speechtextai spoonacular sportradar sportsmonk spreedly squadcast squareup
  sslmate stackhawk statuspal stitchdata stockdata storecove stormboard stormglass storychief stripo sugester sumsub supernotes surveybot surveymonkey surveysparrow survicate swiftype
  tallyfy tatumio taxjar teamwork telesign teletype tiingo tickettailor ticketmaster timecamp timezoneapi tmetric toggl tradier travelpayouts travisci
  truelayer trulioo tumblr twelvedata tyntec uclassify unifyid unplugg unsplash upcdatabase uplead upwave userflow userstack vatlayer vbout vercel veriphone versioneye viewneo visualcrossing
  voicegain voodoosms vouchery vpnapi vyte walkscore weatherapi weatherbit weatherstack webscraper webscraping whereby whoxy wistia workato workstack worldcoinindex worldweather worksnaps wpengine
  wrike xmatters yelp youneedabudget yousign yugabytedb zapierwebhook zenkit zenrows zenscrape zenserp zeplin zerobounce zipapi zipbooks zipcodeapi zipcodebase zohocrm zonkafeedback zuora
`.trim().split(/\s+/);

/** Everyday words: one for a credential must follow. */
const WORDS = `
  abstract apple atera avaya basecamp bandwidth blackboard canvas clever clearbit column cortex courier crisp currents daily dandelion delighted drift enigma envoy eraser fathom
  fixer flipt float foursquare front fulcrum genius gusto heap hologram hunter instagram invision juro karma kontent lattice livekit magento matomo miro monday nimble noaa nasa nylas
  oanda pendo pinterest privacy prospect protocols qualys raven recaptcha retool rev rippling rockset sauce sentinelone servicenow shortcut sketch speechtext splitio stytch tefter teller
  timekit unplu viber walmart whereby wise wix zonka zendesk
`.trim().split(/\s+/);

const UUID = '[0-9A-Za-z]{8}(?:-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}';
const GROUPS = '[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){3,4}(?:-[A-Z0-9]{4,8}){0,3}';
const VALUE = `${UUID}|[A-Za-z][a-z]{1,11}[-_][A-Za-z0-9]{16,128}|[A-Za-z0-9][A-Za-z0-9_+/.~-]{14,252}[A-Za-z0-9]={0,2}`;
const evidence = [{ name: 'service' }] as const;
/** Names that one expression tries; more of them make it long to read. */
const AT_ONCE = 60;

function chunks(names: readonly string[]): string[][] {
  const all: string[][] = [];
  for (let at = 0; at < names.length; at += AT_ONCE) all.push(names.slice(at, at + AT_ONCE));
  return all;
}

export const rules = [
  issued({
    id: 'value-behind-service-name',
    title: 'What looks like the key of a service',
    severity: 'low',
    rank: 'generic',
    allows: 'use the service at the cost of whoever it belongs to, if it is its key',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    steps: ['Find out whether the service that the name says takes it, and revoke it there.'],
    patterns: [
      ...chunks(SERVICES).map((names) => assigned(names, VALUE, { confidence: 'low', evidence })),
      ...chunks(SERVICES).map((names) => pattern(names, `(?<![A-Za-z])(?:${names.join('|')})(?<bare>[ \\t]{1,3}|-)(?<secret>${UUID}|(?=[A-Za-z]{0,30}\\d)[A-Za-z0-9]{20,64})(?![\\w.+/=-])`, { flags: 'i', confidence: 'low', evidence })),
      keyed(WORDS, VALUE, { confidence: 'low', evidence }),
      // Somebody's note: a blank or a dash behind what says what it is.
      pattern(
        ['key ', 'key:', 'key-', 'key.', 'token ', 'token-', 'token.', 'secret ', 'secret-', 'secret.', 'private ', 'private-', 'access ', 'access-'],
        `(?<=(?<head>[A-Za-z][A-Za-z0-9_.]{1,40})[ _.-]?)(?<word>(?:(?:private|access|secret|api)[ _-]?)?(?:key|token|secret)|private|access)(?:[ \\t]{1,3}|[-.]|(?<![\\w.-](?:key|token|secret|private|access))[ \\t]{0,2}[:=][ \\t]{0,4}["']?)(?<secret>${UUID}|${GROUPS}|(?=[A-Za-z]{0,40}\\d)[A-Za-z0-9]{16,128})(?![\\w.+/=-])`,
        { flags: 'i', confidence: 'low', evidence },
      ),
    ],
    leaks: ['someplace key: {hex:24}', 'calendarific {hex:40}', 'CALENDARIFIC={hex:40}', "axonaut: '{base62:32}'", 'miro token {base62:32}', 'cloudmersive-key-{uuid}', 'someplace secret {base62:32}'],
    clean: ['AXONAUT_KEY=${AXONAUT_KEY}', 'calendarific: {word}', 'daily {hex:40}', 'gpg --recv-key {HEX:40}', 'public key {hex:64}', 'the key word'],
  }),
] as const;
