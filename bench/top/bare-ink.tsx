// What Ink itself costs: a table without a kernel or a thought behind it. bare-ink.mjs SECONDS
import {Box, render, Text} from 'ink';
import {useEffect, useState} from 'react';
import {randomNumbers} from './random-numbers.js';

/** The screen of 120×50: a bar, a summary, titles and keys around the rows. */
const rows = 46;
const columns = 9;
const changing = Math.round(rows * columns * 0.1);

const interval = Number(process.argv[2]) * 1000;
const random = randomNumbers(1);

function BareTable() {
  const [table, setTable] = useState(() =>
    Array.from({length: rows}, () => Array.from({length: columns}, () => randomCell())),
  );
  useEffect(() => {
    const timer = setInterval(() => setTable(changed), interval);
    return () => clearInterval(timer);
  }, []);
  return (
    <Box flexDirection="column" width={120} height={rows + 4}>
      <Text inverse>{' bare Ink'.padEnd(120)}</Text>
      <Text>{`${rows} rows, ${columns} columns`}</Text>
      <Text bold>{`  ${'NAME'.padEnd(24)}${'NUMBER'.padStart(10).repeat(columns)}`}</Text>
      {table.map((cells, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Text key={i} wrap="truncate">
          {`  tcp/10.0.0.${i}:80`.padEnd(26) + cells.map(cell => cell.padStart(10)).join('')}
        </Text>
      ))}
      <Text dimColor> no keys</Text>
    </Box>
  );
}

function changed(table: readonly string[][]): string[][] {
  const next = table.map(cells => [...cells]);
  for (const place of distinct(changing, rows * columns))
    (next[Math.floor(place / columns)] as string[])[place % columns] = randomCell();
  return next;
}

function distinct(count: number, below: number): Set<number> {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(random() * below));
  return chosen;
}

function randomCell(): string {
  return String(Math.floor(random() * 100_000));
}

render(<BareTable />, {alternateScreen: true, incrementalRendering: true, exitOnCtrlC: false});
