/** `npx projen catalogue`: writes docs/scenarios.md, what to write for each documented way of leaving a mesh. */
import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { scenarios } from '../test/scenarios/all';
import { catalogue } from './catalogue/page';
import { programsIn } from './catalogue/programs';

const SCENARIOS = 'test/scenarios';

const programs = readdirSync(SCENARIOS).filter((file) => file.endsWith('.ts')).sort()
  .flatMap((file) => [...programsIn(file, readFileSync(join(SCENARIOS, file), 'utf8'))]);

writeFileSync('docs/scenarios.md', catalogue(scenarios, new Map(programs)));
