/** Who may import whom. Each row of the table is one rule, with the sentence that says why. */
const room = (name) => `^src/${name}/`;
const ANY_ROOM = '^(src|rules)/';

/** [room, rooms it may import, why] */
const table = [
  ['model', [], 'The nouns stand on nothing, so that everything can speak them.'],
  ['judge', ['model'], 'How a name or a value is judged is pure knowledge, shared by rules and by the matcher.'],
  ['rule', ['model'], 'How a rule is said knows the nouns only; what a rule finds is decided elsewhere.'],
  ['kernel', [], 'What runs in WebAssembly is given bytes and numbers, and knows no noun.'],
  ['archive', ['model', 'kernel'], 'Bytes to entries; knows nothing of images, so that any archive can use it.'],
  ['source', ['model', 'archive'], 'A source opens images; it neither looks into layers nor knows rules.'],
  ['layer', ['model', 'archive'], 'A layer becomes files, wherever it came from.'],
  ['content', ['model', 'archive', 'kernel'], 'A file becomes chunks, whoever will look at them.'],
  ['grammar', ['model'], 'What a credential file says is told from its bytes; what that is worth is decided elsewhere.'],
  ['match', ['model', 'rule', 'judge', 'kernel'], 'The engine sees bytes and patterns, never where they came from.'],
  ['dockerfile', ['model', 'judge'], 'The meaning of a Dockerfile, without opinions on it.'],
  ['fix', ['model', 'judge', 'dockerfile'], 'A fix is made from a Dockerfile and its findings; that it mends is proved by a lint it is given.'],
  ['scan', ['model', 'rule', 'judge', 'kernel', 'layer', 'content', 'grammar', 'match', 'dockerfile'], 'The verbs are given an image; they never open one.'],
  ['build', ['model', 'judge', 'dockerfile', 'match', 'scan'], 'What starts a build is read apart from what is built; its findings are matched and sealed as those of a Dockerfile are.'],
  ['audit', ['model', 'source', 'scan'], 'Many images are listed, read and remembered; what one holds is said by scan.'],
  ['report', ['model'], 'Every format sees the model only, so that all formats show the same truth.'],
  ['threads', ['model', 'scan'], 'A scan on another core is the same scan; how it gets there is nobody else\'s concern.'],
  ['lsp', ['index'], 'An editor is one more screen: it shows what any user of the library could.'],
  ['cli', ['index', 'lsp'], 'Whatever the command line can do, a library user can.'],
];

const rooms = table.map(([name, allowed, comment]) => ({
  name: `${name}-imports`,
  severity: 'error',
  comment,
  from: { path: room(name) },
  to: {
    path: ANY_ROOM,
    pathNot: [room(name), ...allowed.map((other) => (other === 'index' ? '^src/(index|version)\\.ts$' : room(other)))],
  },
}));

export default {
  forbidden: [
    ...rooms,
    {
      name: 'rules-imports',
      severity: 'error',
      comment: 'A rule speaks the nouns, the way of declaring, and shared judgement; never the engine.',
      from: { path: '^rules/' },
      to: { path: '^src/', pathNot: ['^src/(model|rule|judge)/'] },
    },
    {
      name: 'built-in-rules-in-one-place',
      severity: 'error',
      comment: 'The one place where src meets the built-in rules, so that a library user can leave them out.',
      from: { path: '^src/', pathNot: '^src/rule-sets\\.ts$' },
      to: { path: '^rules/' },
    },
    {
      name: 'io-only-at-the-edges',
      severity: 'error',
      comment: 'Everything between source and report is pure: no file, no network, no process.',
      from: { path: '^(src|rules)/', pathNot: '^src/(source|dockerfile/context|build/load|fix/load|rule/load|audit|cli)' },
      to: { path: '^(node:)?(fs|fs/promises|net|http|https|tls|child_process|dgram)$' },
    },
    {
      name: 'heavy-parts-by-dynamic-import',
      severity: 'error',
      comment: 'A one-file lint must not pay for the Docker client.',
      from: { path: '^src/' },
      to: { path: 'node_modules/(dockerode|bullmq|ioredis|re2js|libsql)', dependencyTypesNot: ['type-only'], dynamic: false },
    },
    {
      name: 'language-server-by-dynamic-import',
      severity: 'error',
      comment: 'Only an editor needs the protocol, which costs more start-up time than a lint.',
      from: { path: '^src/', pathNot: '^src/lsp/' },
      to: { path: '^src/lsp/|node_modules/vscode-', dependencyTypesNot: ['type-only'], dynamic: false },
    },
    { name: 'no-circular', severity: 'error', comment: 'A circle is two nouns in two files that are one.', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-orphans', severity: 'error', comment: 'A file nobody imports is dead.', from: { orphan: true, path: '^(src|rules)/', pathNot: ['^src/(index|worker)\\.ts$', '^src/cli/main\\.ts$', '\\.d\\.ts$'] }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types'] },
  },
};
