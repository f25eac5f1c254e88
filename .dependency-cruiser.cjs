/** Which room may import which: the last column of the table in ARCHITECTURE.md. */
const rooms = {
  config: [],
  domain: [],
  intercom: ['domain'],
  knowledge: ['domain'],
  models: ['domain'],
  storage: ['domain'],
  activities: ['domain'],
  workflows: ['domain'],
  temporal: ['domain', 'workflows'],
  server: ['domain', 'intercom'],
  evaluation: ['domain', 'knowledge', 'models'],
  sandbox: ['domain', 'intercom'],
  desk: ['domain', 'intercom', 'sandbox', 'server'],
  cli: ['domain', 'app', 'evaluation', 'sandbox', 'config'],
};
const all = [...Object.keys(rooms), 'app', 'test'];
const wall = ([room, allowed]) => ({
  name: `walls-of-${room}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: `^(${all.filter((name) => name !== room && !allowed.includes(name)).join('|')})/` },
});
const libraries = (room, names) => ({
  name: `libraries-of-${room}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'core'],
    pathNot: names.map((name) => `node_modules/${name}`),
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(rooms)
      .filter(([room]) => room !== 'workflows')
      .map(wall),
    {
      ...wall(['workflows', ['domain', 'activities']]),
    },
    {
      name: 'workflows-know-activities-as-types-only',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'production-code-does-not-import-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    libraries('domain', []),
    libraries('config', ['zod']),
    libraries('workflows', ['@temporalio/workflow', '@temporalio/common']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node_modules/(?!.*)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
