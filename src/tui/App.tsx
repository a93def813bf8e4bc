import {Box, Text, useApp, useInput, usePaste} from 'ink';
import {useEffect, useSyncExternalStore} from 'react';
import {keyNames} from './keymap/key-name.js';
import type {Picture, Store} from './performance.js';
import {paint} from './theme/theme.js';

/** What Ink lets an application do with the terminal. */
export type InkApp = ReturnType<typeof useApp>;

interface AppProperties<M> {
  readonly store: Store<M>;
  draw(model: M): Picture;
  onReady(app: InkApp): void;
}

/** The whole screen: one text a row, painted before React sees it, because each box and each escape costs. */
export function App<M>({store, draw, onReady}: AppProperties<M>) {
  const app = useApp();
  useEffect(() => onReady(app), [app, onReady]);
  const {columns, rows, theme, lines} = draw(useSyncExternalStore(store.subscribe, store.current));
  useInput((input, key) => {
    for (const name of keyNames(input, key)) store.dispatch({type: 'key', key: name});
  });
  usePaste(text => store.dispatch({type: 'paste', text}));
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      {lines.map(({line, isSelected = false}, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
        <Text key={i} wrap="truncate">
          {paint(line, theme, {selected: isSelected, width: columns}) || ' '}
        </Text>
      ))}
    </Box>
  );
}
