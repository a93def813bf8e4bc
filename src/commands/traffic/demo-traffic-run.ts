import {formatServiceId, matchesService, type ServicePattern} from '../../ipvs/service-text.js';
import {type CommandContext, Usage} from '../command.js';

/** @param rate clients a second; 0: no more. Resolves to the exit status */
export async function runTraffic(pattern: ServicePattern, rate: number, context: CommandContext): Promise<number> {
  if (!context.isEmbedded)
    throw new Usage('clients are simulated for the embedded kernel only: export LVSCTL_KERNEL=embedded first');
  if (pattern.type === 'fwmark') throw new Usage('clients come for an address and a port: name those, and not a mark');
  const open = await context.open();
  if (!open) return 2;
  const services = await open.ipvs.serviceConfigurations().finally(() => open.ipvs.close());
  const found = services.filter(({id}) => matchesService(pattern, id));
  const [chosen] = found;
  if (chosen?.id.type !== 'address' || found.length > 1) {
    const known = services.map(({id}) => formatServiceId(id)).slice(0, 10);
    throw new Usage(`name one service of the table. There are: ${known.join(', ') || 'none'}`);
  }
  await context.simulateClients({...chosen.id, ratePerSecond: rate});
  const name = formatServiceId(chosen.id);
  context.stdout.write(
    rate === 0
      ? `${context.mark}no more clients come to ${name}\n`
      : `${context.mark}about ${rate} clients a second come to ${name} from now on; lvsctl top shows them, lvsctl demo traffic ${name} --stop ends it\n`,
  );
  return 0;
}
