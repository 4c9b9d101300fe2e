import { type Context, contextOf, contextOfClass } from '../../../engine/context.ts';
import type { Document } from '../../../engine/document.ts';
import { importedModule } from '../../../engine/imported-module.ts';
import type { Problem } from '../../../engine/rule.ts';
import type { Span } from '../../../engine/span.ts';

/** The context of a dotted module path, judged like a file path. */
export const contextOfModule = (module: string): Context => contextOf(`${module.replaceAll('.', '/')}.py`);

/** The context of a class, by its own name or otherwise its module's. */
export const contextOfConfiguration = (name: string): Context =>
  contextOfClass(name.slice(name.lastIndexOf('.') + 1)) ?? contextOfModule(name);

/** The problem with a settings module for development or tests; null for others. */
export const moduleProblem = (span: Span, module: string, doc: Document): Problem | null =>
  purposeProblem(span, module, contextOfModule(module), () => {
    const production = productionModule(module, doc);
    return production === null
      ? 'set DJANGO_SETTINGS_MODULE to your production settings module'
      : `set DJANGO_SETTINGS_MODULE to ${production}`;
  });

/** The module next to it that is named for production. */
function productionModule(module: string, doc: Document): string | null {
  const beside = module.slice(0, module.lastIndexOf('.') + 1);
  const names = ['production', 'prod', 'prd', 'live'].map((name) => beside + name);
  return names.find((name) => importedModule(doc, name) !== null) ?? null;
}

/** The problem with a configuration for development or tests; null for others. */
export const configurationProblem = (span: Span, name: string): Problem | null =>
  purposeProblem(span, name, contextOfConfiguration(name), () => 'use your production configuration');

/** What the named module is for is the question here. Where the file that names it runs is the engine's. */
function purposeProblem(span: Span, name: string, context: Context, help: () => string): Problem | null {
  if (context !== 'development' && context !== 'test') return null;
  const purpose = context === 'test' ? 'test' : 'development';
  return {
    span,
    message: `${name} holds ${purpose} settings: deployed, they give every visitor debug mode and well-known keys`,
    help: help(),
  };
}
