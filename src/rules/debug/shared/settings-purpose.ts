import { type Context, contextOf, contextOfClass } from '../../../engine/context.ts';
import type { Problem } from '../../../engine/rule.ts';
import type { Span } from '../../../engine/span.ts';

/** What a dotted module path is for, by the signs of file paths. */
export const contextOfModule = (module: string): Context => contextOf(`${module.replaceAll('.', '/')}.py`);

/** What a class is for, by its own name or else its module's. */
export const contextOfConfiguration = (name: string): Context =>
  contextOfClass(name.slice(name.lastIndexOf('.') + 1)) ?? contextOfModule(name);

/** What to say of a settings module that is for development or tests; null for others. */
export const moduleProblem = (span: Span, module: string): Problem | null =>
  purposeProblem(span, module, contextOfModule(module), 'name the production settings module');

/** What to say of a configuration that is for development or tests; null for others. */
export const configurationProblem = (span: Span, name: string): Problem | null =>
  purposeProblem(span, name, contextOfConfiguration(name), 'name the production configuration');

function purposeProblem(span: Span, name: string, context: Context, help: string): Problem | null {
  if (context !== 'development' && context !== 'test') return null;
  const purpose = context === 'test' ? 'tests' : 'development';
  return {
    span,
    message: `${name} holds settings for ${purpose}; deployed, debug mode and known keys reach every visitor`,
    help,
  };
}
