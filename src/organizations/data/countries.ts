/**
 * The countries: ISO 3166-1 alpha-2 as of 2026-11-01, and Kosovo, which has a CSP region and the code XK that the ISO
 * leaves to users. Withdrawn codes (DD, CS, AN …) and reserved ones (UK, EU) are no countries (R-ORG-08).
 */
export const countryCodes = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
  JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
  MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
  QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
  TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
`
  .trim()
  .split(/\s+/);

/**
 * What people write for a country beside its name in our languages: short forms, former and official names, parts that
 * stand for the whole, and own names. Written without accents, in lower case, with single spaces.
 */
export const otherCountryNames: Readonly<Record<string, readonly string[]>> = {
  AE: ['uae', 'emirates'],
  AT: ['osterreich'],
  BA: ['bosnia'],
  BE: ['belgie', 'belgique', 'belgien'],
  BO: ['plurinational state of bolivia'],
  BR: ['brasil'],
  CD: ['dr congo', 'drc', 'democratic republic of the congo', 'congo kinshasa'],
  CG: ['congo', 'republic of the congo', 'congo brazzaville'],
  CH: ['schweiz', 'suisse', 'svizzera', 'swiss'],
  CI: ['ivory coast'],
  CN: ['prc', 'peoples republic of china', 'mainland china'],
  CV: ['cape verde'],
  CZ: ['czech republic', 'cesko', 'ceska republika'],
  DE: ['deutschland', 'federal republic of germany'],
  DK: ['danmark'],
  EE: ['eesti'],
  ES: ['espana'],
  FI: ['suomi'],
  FM: ['federated states of micronesia'],
  GB: ['uk', 'u k', 'england', 'scotland', 'wales', 'northern ireland', 'great britain', 'britain'],
  GR: ['hellas', 'ellada'],
  HK: ['hongkong'],
  HR: ['hrvatska'],
  HU: ['magyarorszag'],
  IE: ['republic of ireland', 'eire'],
  IR: ['islamic republic of iran'],
  IS: ['island'],
  IT: ['italia'],
  JP: ['nippon', 'nihon'],
  KP: ['dprk'],
  KR: ['korea', 'republic of korea'],
  LA: ['lao'],
  LT: ['lietuva'],
  LV: ['latvija'],
  MD: ['republic of moldova'],
  MK: ['macedonia'],
  MM: ['burma', 'myanmar'],
  MO: ['macao', 'macau'],
  MX: ['mexico', 'estados unidos mexicanos'],
  NL: ['holland', 'nederland'],
  NO: ['norge'],
  PL: ['polska'],
  PS: ['palestine', 'state of palestine'],
  PT: ['portuguesa'],
  RU: ['russian federation', 'rossiya'],
  SA: ['ksa'],
  SE: ['sverige'],
  SI: ['slovenija'],
  SK: ['slovak republic', 'slovensko'],
  SY: ['syrian arab republic'],
  SZ: ['swaziland'],
  TL: ['east timor'],
  TR: ['turkey', 'turkiye'],
  TW: ['republic of china'],
  TZ: ['united republic of tanzania'],
  US: ['usa', 'u s a', 'u s', 'america', 'united states of america', 'the states'],
  VA: ['vatican', 'holy see'],
  VE: ['bolivarian republic of venezuela'],
  VN: ['viet nam'],
};
