import type { Command } from 'commander';
import { formatRule, formatRuleTable, LayerlintError, loadRules } from '../index.js';
import { EXIT } from './exit.js';
import { rulesOption } from './flags.js';
import { writeText } from './output.js';
import { wantsColour, type Terminal } from './terminal.js';

/** `layerlint rules`. */
export function addRules(program: Command, terminal: Terminal, done: (code: number) => void): void {
  program
    .command('rules')
    .summary('list the rules, or explain one')
    .description('Lists every rule with its severity, or explains one: why it matters, how to fix it, how to rotate.')
    .argument('[id]', 'the rule to explain')
    .addOption(rulesOption())
    .addHelpText(
      'after',
      `
Examples:
  layerlint rules                    all rules
  layerlint rules --rules mine.yaml  yours among them`,
    )
    .action(async (id: string | undefined, flags: { readonly rules: readonly string[] }) => {
      const { rules } = await loadRules(flags.rules);
      const style = { colour: wantsColour(terminal.stdout, terminal.env) };
      if (id === undefined) await writeText(terminal.stdout, formatRuleTable(rules, style));
      else {
        const rule = rules.find((one) => one.id === id);
        if (!rule) throw new LayerlintError('usage', `There is no rule \`${id}\`.`, { hint: 'See `layerlint rules` for all of them.' });
        await writeText(terminal.stdout, formatRule(rule, style));
      }
      done(EXIT.clean);
    });
}
