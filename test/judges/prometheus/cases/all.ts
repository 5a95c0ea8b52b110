import type { RuleCase } from '../rule-case';
import { BLOCKED } from './blocked';
import { LOCKDOWN_LOST } from './lockdown-lost';
import { RECORDED } from './recorded';
import { UNKNOWN } from './unknown';

/** Every case that promtool judges. */
export const RULE_CASES: readonly RuleCase[] = [...BLOCKED, ...UNKNOWN, ...LOCKDOWN_LOST, ...RECORDED];
