// The walls of the house: who may import whom. `events ← kit ← subgraphs ← gateway/in-process`; `events, kit ← engine`;
// `schema` (text) `← web`; `tests ← all`. tests/house/walls.test.ts plants a violation of each and expects its name.
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const test = '\\.(test|fixture)\\.tsx?$|/(test|testing)/';
const domains = '^subgraphs/(?!kit/)[^/]+/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('subgraph-never-imports-subgraph', 'Domains meet in the graph and in events only.',
      { path: '^subgraphs/(?!kit/)([^/]+)/' }, { path: '^subgraphs/', pathNot: '^subgraphs/($1|kit)/' }),
    rule('kit-knows-no-domain', 'What every domain leans on cannot lean on one.',
      { path: '^subgraphs/kit/' }, { path: '^(subgraphs/(?!kit/)|gateway/|workflow-engine/|web/)' }),
    rule('events-stand-alone', 'Facts are the lowest floor.',
      { path: '^events/', pathNot: test }, { path: '^(subgraphs|gateway|workflow-engine|web|schema|infra|tests)/' }),
    rule('contracts-import-only-define-event', 'A contract is words and shapes.',
      { path: '^events/src/contracts/', pathNot: test }, { path: '^events/', pathNot: '^events/src/(contracts/|define-event\\.)' }),
    rule('rules-are-pure', 'A rule decides from its arguments; only calculating libraries may help it.',
      { path: '\\.rules\\.ts$' }, { pathNot: '(\\.(rules|types)\\.ts$|node_modules/(temporal-polyfill|temporal-spec|dinero\\.js|rrule-temporal|fractional-indexing|prosemirror-model)/)' }),
    rule('entities-stay-inside', 'An entity knows rows, rules and refusals of its own domain.',
      { path: `${domains}.*\\.entity\\.ts$` },
      { path: '^(events|subgraphs|gateway|workflow-engine|schema|infra|web|tests)/', pathNot: '(\\.(entity|rules|types)\\.ts$|/errors\\.ts$|^subgraphs/kit/(src|dist)/kit\\.)' }),
    rule('front-door-only', 'From outside, a domain is its declaration (workflow also its journal).',
      { pathNot: `^(subgraphs|tests)/|${test}` }, { path: domains, pathNot: '/(src|dist)/subgraph\\.|^subgraphs/workflow/(src|dist)/journal\\.' }),
    rule('only-in-process-assembles', 'One file of the gateway puts the house together.',
      { path: '^gateway/', pathNot: `/in-process\\.ts$|${test}` }, { path: domains }),
    rule('engine-is-a-client', 'The engine acts through the gateway; of a domain it imports the journal and nothing else.',
      { path: '^workflow-engine/', pathNot: test }, { path: '^(subgraphs/(?!kit/|workflow/(src|dist)/journal\\.)|gateway/|web/)' }),
    rule('web-is-a-client', 'The browser knows the graph and nothing behind it.',
      { path: '^web/' }, { path: '^(events|subgraphs|gateway|workflow-engine|infra|tests)/' }),
    rule('features-do-not-know-each-other', 'A feature can be taken out alone.',
      { path: '^web/src/features/([^/]+)/' }, { path: '^web/src/features/', pathNot: '^web/src/features/$1/' }),
    rule('features-do-not-know-the-app', 'The app composes; nothing below looks up.',
      { path: '^web/src/(features|ui|lib)/' }, { path: '^web/src/app/' }),
    rule('staff-and-portal-are-apart', 'Two doors, two bundles.',
      { path: '^web/src/app/(staff|portal|booking)/' }, { path: '^web/src/app/(staff|portal|booking)/', pathNot: '^web/src/app/$1/' }),
    rule('no-circular', 'A cycle hides which part is the lower one; rows that point at each other may, and so may mere types.',
      {}, { circular: true, via: { pathNot: '\\.entity\\.ts$' }, viaOnly: { dependencyTypesNot: ['type-only'] } }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '\\.local/', '^web/src/gql/', '/template/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'] },
  },
};
