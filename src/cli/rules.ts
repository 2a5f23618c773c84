import type { Command } from 'commander';
import { formatRule, formatRuleTable, LayerlintError, testRules } from '../index.js';
import { EXIT } from './exit-codes.js';
import { loadRuleFiles, rulesOption } from './flags.js';
import { writeText } from './output.js';
import { wantsColour, type Terminal } from './terminal.js';

/** `layerlint rules` and `layerlint rules test`. */
export function addRules(program: Command, terminal: Terminal, done: (code: number) => void): void {
  const command = program
    .command('rules')
    .description('Lists every rule with its severity, or explains one: why it matters, how to fix it, how to rotate.')
    .argument('[id]', 'the rule to explain')
    .addOption(rulesOption())
    .addHelpText(
      'after',
      `
Examples:
  layerlint rules                    all rules
  layerlint rules --rules mine.yaml  yours among them
  layerlint rules test mine.yaml     try the examples in your file`,
    )
    .action(async (id: string | undefined, flags: { readonly rules: readonly string[] }) => {
      const { rules } = await loadRuleFiles(flags.rules, terminal);
      const style = { colour: wantsColour(terminal.stdout, terminal.env) };
      if (id === undefined) await writeText(terminal.stdout, formatRuleTable(rules, style));
      else {
        const rule = rules.find((one) => one.id === id);
        if (!rule) throw new LayerlintError('usage', `There is no rule \`${id}\`.`, { hint: 'See `layerlint rules` for all of them.' });
        await writeText(terminal.stdout, formatRule(rule, style));
      }
      done(EXIT.clean);
    });
  command
    .command('test')
    .summary('try the examples of a rules file')
    .description('Tries each example of a rules file: what leaks must be found by its rule, what is clean by none.')
    .argument('<file>', 'the rules (YAML, JSON, or .gitleaks.toml)')
    .addHelpText(
      'after',
      `
Exit codes:
  0  every example does what it should
  1  some do not
  2  the file cannot be used`,
    )
    .action(async (file: string) => done(await test(file, terminal)));
}

/** As many names as a line can hold. */
const FEW = 10;

async function test(file: string, terminal: Terminal): Promise<number> {
  const { rules, examples, untried, failures, remarks } = await testRules(file);
  for (const remark of remarks) await writeText(terminal.stderr, `${remark}\n`);
  const lines = failures.map(({ ruleId, example, message }) => `${ruleId}: \`${example}\`: ${message}`);
  if (untried.length > 0) lines.push(untried.length <= FEW ? `Without an example that leaks: ${untried.join(', ')}.` : `${untried.length} rules are without an example that leaks.`);
  const bad = failures.length;
  lines.push(`${count(rules, 'rule')}, ${count(examples, 'example')}: ${bad === 0 ? 'all do what they should' : `${bad} ${bad === 1 ? 'does' : 'do'} not do what ${bad === 1 ? 'it' : 'they'} should`}.`);
  await writeText(terminal.stdout, `${lines.join('\n')}\n`);
  return bad === 0 ? EXIT.clean : EXIT.findings;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
