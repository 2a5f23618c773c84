import { issued, pattern } from '../../src/rule/issued.js';

/** Prefixes with which issuers mark what is secret, whoever they are. */
const WORDS = ['sk_live_', 'sk_test_', 'sk_prod_', 'sk_sbox_', 'sk_', 'sk-', 'rk_', 'api_', 'apikey_', 'application_key_', 'api-key-', 'key_', 'secret_', 'token_', 'tok_', 'pat_', 'live_', 'prod_', 'oauth_', 'access_', 'client_secret_', 'service_'] as const;

/** Prefixes of issuers whose tokens have had several lengths, or none that is documented. */
const ISSUERS = [
  'anyscale_', 'aptk_', 'bbc_', 'csb_v1_', 'csb_', 'cqt_', 'drft_', 'dvc_', 'ecfg_', 'figd_', 'flipt_', 'fpt_', 'fw_', 'hanko_', 'hcai', 'hexpm_', 'jet_', 'lmsq_', 'lsv2_', 'nvapi-', 'nvu_', 'pcsk_', 'percy_', 'phx_', 'pina_', 'pplx-',
  'rnd_', 'retool_', 'rootly-', 'ser.', 'shippo_live_', 'tvly-', 'vcs_', 'wm_', 'xau_', 'xkeysib-', 'xm-api-key-', 'UCA-', 'fc-', 'CFPAT-', 'r8_', 'fio-u-', 'ffio-u-', 'shltm_', 'ak_live_', 'ak_test_', 'ion_', 'VF.DM.', 'VF.WS.', 'sq0idp-', 'tkn.v1_', 'AIK_CI_', 'AIK_CLIENT_', 'AIK_SECRET_', 'ramp_id_', 'ramp_sec_', 'ramp_tok_', 'mlsn.', 'persona_production_', 'persona_sandbox_', 'prf_cli_', 'rpa_', 'samsara_api_', 'tss_', 'vtwn_', 'waka_', 'wrkaus-', 'wrkath-', 'wrkalf-', 'wrkadt-', 'lip_', 'mercury_production_', 'mercury_sandbox_', 'mdb_sa_id_', 'endr+', 'px-dep-', 'px-api-', 'NRRA-', 'NRSP-', 'polar_oat_', 'polar_pat_', 'polar_at_o_', 'polar_at_u_', 'gcntfy-', 'STRSR', 'storecove_', 'ap_', 'vercel_', 'xapt-', 'xaat-', 'tk_', 'flb_live_', 'flb_test_', 'mergify_', 'nyk_', 'RGAPI-', 'NRAA-', 'cr-',
] as const;

const random = { confidence: 'low', evidence: [{ name: 'random' }, { name: 'circumstance' }] } as const;
/** The whole of a value: behind a quote or a sign, or at the head of a line, to the end of the word. */
const front = '(?<=(?:["\'`=:>]|[=:][ \\t]{1,4}|Bearer[ ]|^|\\n))(?<![\\w-])';
const list = (prefixes: readonly string[]): string => prefixes.map((one) => one.replace(/[.+]/g, '\\$&')).join('|');

export const rules = [
  issued({
    id: 'prefixed-token',
    title: 'Token by its prefix',
    severity: 'medium',
    rank: 'generic',
    allows: 'use it wherever it is accepted',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    steps: ['Find out who issued it, and revoke it there.'],
    patterns: [
      pattern(WORDS, `${front}(?<secret>(?:${list(WORDS)})(?:[a-z]{2,8}_){0,2}(?=[A-Za-z_-]{0,60}\\d)[A-Za-z0-9_-]{20,120})(?![\\w.([/-])`, random),
      pattern(ISSUERS, `${front}(?<secret>(?:${list(ISSUERS)})(?=[A-Za-z_-]{0,60}\\d)[A-Za-z0-9_-]{20,200})(?![\\w.([/-])`, random),
    ],
    leaks: ['x = "sk_ac_{base62:32}"', "client = Client('replit', api='api_{base62:40}')", 'x: xau_{base62:40}', 'value="pat_{base62:32}"'],
    clean: ['x = "api_{word}_{word}_{word}_{word}"', 'x = "sk_{base62:8}"', 'key_{word}_{word}'],
  }),
] as const;
