import { byListenPort, type RoutedHost } from '../../../../src/path/gateway/shared/routed-host';

test('each port has what it takes, in the order of the ports and of the services', () => {
  const [a, b, c] = [8080, 443, 8080].map((listenPort, index) => ({ host: `${index}.com`, listenPort }) as RoutedHost);
  expect(byListenPort([a, b, c])).toEqual([[b], [a, c]]);
});
