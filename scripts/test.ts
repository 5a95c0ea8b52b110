/**
 * `npm test`: everything that can be said about a change without a cluster.
 *
 * Usage: npm test                   all of it
 *        npm test -- test/demo      jest only, with these arguments
 *
 * Nothing here writes into the repository except the compiler's own output (lib/, .jsii).
 * The last line is `N passed, N failed`; a check that is not a jest test counts as one.
 */
import { runCommand } from './shared/command';
import { compile } from './test/compile';
import { docstrings } from './test/docstrings';
import { apiDoc, dashboard, importsAndSchemas, projectFiles, scenarioCatalogue } from './test/generated';
import { jest } from './test/jest';
import { lint, rooms, types } from './test/linters';
import { snippets } from './test/snippet-step';

const jestArguments = process.argv.slice(2);

void runCommand(jestArguments.length > 0
  ? [jest(jestArguments)]
  : [compile, types, lint, rooms, docstrings, apiDoc, importsAndSchemas, dashboard, scenarioCatalogue, projectFiles, snippets, jest([])]);
