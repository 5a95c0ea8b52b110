import { type ExpectedMessage } from '../../test/scenarios/scenario';

/** Something that Istio said about an object. */
export interface Message {
  readonly code: string;
  readonly origin?: string;
  readonly text: string;
}

/** What was said and is not expected, and what is expected and was not said: an excuse must not outlive its cause. */
export function unexpected(said: readonly Message[], expected: readonly ExpectedMessage[]): Message[] {
  const matches = (message: Message, { code, about }: ExpectedMessage) => message.code === code && (message.origin ?? '').includes(about);
  return [
    ...said.filter((message) => !expected.some((one) => matches(message, one))),
    ...expected.filter((one) => !said.some((message) => matches(message, one)))
      .map(({ code, about }) => ({ code, origin: about, text: 'expected, and not said any more: remove it from the scenario' })),
  ];
}

export function describeMessage({ code, origin, text }: Message): string {
  return `${code} ${origin ?? ''}: ${text}`;
}
