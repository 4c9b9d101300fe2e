import { type Context, contextOf, contextOfClass } from '../../../engine/context.ts';
import type { Document } from '../../../engine/document.ts';
import { importedModule } from '../../../engine/imported-module.ts';
import type { Problem } from '../../../engine/rule.ts';
import type { Span } from '../../../engine/span.ts';

/** What a dotted module path is for, by the signs of file paths. */
export const contextOfModule = (module: string): Context => contextOf(`${module.replaceAll('.', '/')}.py`);

/** What a class is for, by its own name or else its module's. */
export const contextOfConfiguration = (name: string): Context =>
  contextOfClass(name.slice(name.lastIndexOf('.') + 1)) ?? contextOfModule(name);

/** What to say of a settings module that is for development or tests; null for others. */
export const moduleProblem = (span: Span, module: string, doc: Document): Problem | null =>
  purposeProblem(span, module, contextOfModule(module), () => {
    const production = productionModule(module, doc);
    return production === null
      ? 'set DJANGO_SETTINGS_MODULE to your production settings module'
      : `set DJANGO_SETTINGS_MODULE to ${production}`;
  });

/** The module beside it that is production's by its name. */
function productionModule(module: string, doc: Document): string | null {
  const beside = module.slice(0, module.lastIndexOf('.') + 1);
  const names = ['production', 'prod', 'prd', 'live'].map((name) => beside + name);
  return names.find((name) => importedModule(doc, name) !== null) ?? null;
}

/** What to say of a configuration that is for development or tests; null for others. */
export const configurationProblem = (span: Span, name: string): Problem | null =>
  purposeProblem(span, name, contextOfConfiguration(name), () => 'use your production configuration');

function purposeProblem(span: Span, name: string, context: Context, help: () => string): Problem | null {
  if (context !== 'development' && context !== 'test') return null;
  const purpose = context === 'test' ? 'test' : 'development';
  return {
    span,
    message: `${name} holds ${purpose} settings: deployed, they give every visitor debug mode and well-known keys`,
    help: help(),
  };
}
