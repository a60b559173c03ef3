/** MLflow keeps prompts as registered models that carry this tag, and shows them only to who asks for them. */
export const PROMPT_TAG = 'mlflow.prompt.is_prompt';
/** The text of a prompt's version. */
export const PROMPT_TEXT_TAG = 'mlflow.prompt.text';

export function isPrompt(tags: ReadonlyMap<string, string>): boolean {
  return tags.get(PROMPT_TAG)?.toLowerCase() === 'true';
}
