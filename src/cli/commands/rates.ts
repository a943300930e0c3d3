// `daodi rates --rebuild`: makes anew from the record what each round adds to the rates, and says how many differed.
import { remakeRounds } from '#features/matters/index.ts';
import { asJson, out, say } from '../say.ts';
import { withPorts } from '../settings.ts';
import { type Json, jsonOption, type Shell } from '../shell.ts';

type Options = Json & { rebuild?: boolean };

export function ratesCommand({ program, purpose, doing }: Shell): void {
  program
    .command('rates')
    .description('比率的底数：按记录重新计算 / what the rates are counted from: made anew from the record')
    .requiredOption('--rebuild', '按记录逐件重算，不相符的改正 / compute every matter again and put right what differs')
    .option(...jsonOption)
    .action(
      doing((options: Options) =>
        withPorts(purpose(), async (ports) => {
          const filled = await remakeRounds(ports.db);
          if (options.json) asJson(filled);
          else
            out(
              say({
                zh: `核对了 ${filled.matters} 件，改正 ${filled.changed} 件。`,
                en: `${filled.matters} matters checked, ${filled.changed} put right.`,
              }),
            );
        }),
      ),
    );
}
