const CDK8S_HEADER = 'Validation failed with the following errors:\n  ';

/** What an error of a constructor or of cdk8s' validation says, one problem per entry and each on one line. */
export function problemsOf(error: unknown): string[] {
  const message = error instanceof Error ? error.message : String(error);
  if (!message.startsWith(CDK8S_HEADER)) return [onOneLine(message)];
  // A problem starts with the construct path in brackets; its text may go on over several lines.
  return message.slice(CDK8S_HEADER.length).split(/\n {2}(?=\[)/).map((problem) => onOneLine(withoutRoot(problem)));
}

/** What is found once for the whole app is reported by the root, whose own path is empty. */
function withoutRoot(problem: string): string {
  return problem.replace(/^\[\] /, '');
}

function onOneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
