import type { Catalogue } from '../config/catalogue.ts';
import type { AnyRule } from '../engine/rule.ts';
import { bidirectionalText } from './any/bidirectional-text.ts';
import { unparsableFile } from './any/unparsable-file.ts';
import { unusedSuppression } from './any/unused-suppression.ts';
import { assertAlwaysTrue } from './asserts/assert-always-true.ts';
import { assertSideEffect } from './asserts/assert-side-effect.ts';
import { inputAssert } from './asserts/input-assert.ts';
import { optimizedAsserts } from './asserts/optimized-asserts.ts';
import { securityAssert } from './asserts/security-assert.ts';
import { securityUnderDebugFlag } from './asserts/security-under-debug-flag.ts';
import { debugArgument } from './debug/debug-argument.ts';
import { debugAttribute } from './debug/debug-attribute.ts';
import { debugDefault } from './debug/debug-default.ts';
import { debugInConfig } from './debug/debug-in-config.ts';
import { debugServerCommand } from './debug/debug-server-command.ts';
import { debugSetting } from './debug/debug-setting.ts';
import { debugStringTruth } from './debug/debug-string-truth.ts';
import { devSettingsInProduction } from './debug/dev-settings-in-production.ts';
import { leftoverDebugger } from './debug/leftover-debugger.ts';
import { openDebugTool } from './debug/open-debug-tool.ts';
import { pythonDevMode } from './debug/python-dev-mode.ts';
import { anyHostAllowed } from './django/any-host-allowed.ts';
import { committedSecretKey } from './django/committed-secret-key.ts';
import { csrfProtectionOff } from './django/csrf-protection-off.ts';
import { insecureCookie } from './django/insecure-cookie.ts';
import { openCors } from './django/open-cors.ts';
import { pickleSession } from './django/pickle-session.ts';
import { securityMiddlewareRemoved } from './django/security-middleware-removed.ts';
import { silencedSecurityCheck } from './django/silenced-security-check.ts';
import { transportSecurityOff } from './django/transport-security-off.ts';
import { weakPasswordHasher } from './django/weak-password-hasher.ts';
import { committedBytecode } from './environments/committed-bytecode.ts';
import { committedCredentials } from './environments/committed-credentials.ts';
import { committedVirtualenv } from './environments/committed-virtualenv.ts';
import { systemPipInstall } from './environments/system-pip-install.ts';
import { dynamicCode } from './execution/dynamic-code.ts';
import { remoteCode } from './execution/remote-code.ts';
import { shellCommand } from './execution/shell-command.ts';
import { unsafeArchiveExtract } from './execution/unsafe-archive-extract.ts';
import { unsafeDeserialization } from './execution/unsafe-deserialization.ts';
import { unsafeYamlLoad } from './execution/unsafe-yaml-load.ts';
import { untrustedNameLookup } from './execution/untrusted-name-lookup.ts';
import { untrustedTemplate } from './execution/untrusted-template.ts';
import { credentialInUrl } from './requirements/credential-in-url.ts';
import { extraIndexUrl } from './requirements/extra-index-url.ts';
import { lookalikePackage } from './requirements/lookalike-package.ts';
import { maliciousPackage } from './requirements/malicious-package.ts';
import { misnamedPackage } from './requirements/misnamed-package.ts';
import { missingHash } from './requirements/missing-hash.ts';
import { mutableUrlRequirement } from './requirements/mutable-url-requirement.ts';
import { staleLockfile } from './requirements/stale-lockfile.ts';
import { unpinnedRequirement } from './requirements/unpinned-requirement.ts';
import { untrustedIndex } from './requirements/untrusted-index.ts';
import { vulnerablePackage } from './requirements/vulnerable-package.ts';
import { inProcessSandbox } from './sandbox/in-process-sandbox.ts';
import { eolPython } from './versions/eol-python.ts';
import { eolPythonSoon } from './versions/eol-python-soon.ts';
import { python2Code } from './versions/python2-code.ts';
import { removedModule } from './versions/removed-module.ts';

/** The rules by family: a family is a folder here, and --select and --ignore accept it for all of its rules. */
export const FAMILIES: Readonly<Record<string, readonly AnyRule[]>> = {
  debug: [
    debugSetting,
    debugArgument,
    debugAttribute,
    debugDefault,
    debugStringTruth,
    debugInConfig,
    debugServerCommand,
    pythonDevMode,
    openDebugTool,
    devSettingsInProduction,
    leftoverDebugger,
  ],
  asserts: [securityAssert, inputAssert, assertSideEffect, assertAlwaysTrue, securityUnderDebugFlag, optimizedAsserts],
  execution: [
    dynamicCode,
    unsafeDeserialization,
    unsafeYamlLoad,
    shellCommand,
    untrustedTemplate,
    untrustedNameLookup,
    unsafeArchiveExtract,
    remoteCode,
  ],
  sandbox: [inProcessSandbox],
  versions: [python2Code, eolPython, eolPythonSoon, removedModule],
  environments: [committedVirtualenv, committedBytecode, systemPipInstall, committedCredentials],
  requirements: [
    unpinnedRequirement,
    missingHash,
    extraIndexUrl,
    untrustedIndex,
    mutableUrlRequirement,
    credentialInUrl,
    staleLockfile,
    vulnerablePackage,
    maliciousPackage,
    lookalikePackage,
    misnamedPackage,
  ],
  django: [
    committedSecretKey,
    csrfProtectionOff,
    anyHostAllowed,
    insecureCookie,
    transportSecurityOff,
    securityMiddlewareRemoved,
    openCors,
    weakPasswordHasher,
    pickleSession,
    silencedSecurityCheck,
  ],
  any: [unparsableFile, unusedSuppression, bidirectionalText],
};

/** Every rule, in the order of the catalogue. */
export const rules: readonly AnyRule[] = Object.values(FAMILIES).flat();

/** The names of rules and families, for the command line and the configuration. */
export const CATALOGUE: Catalogue = {
  ids: new Set(rules.map(({ id }) => id)),
  families: new Map(Object.entries(FAMILIES).map(([family, own]) => [family, own.map(({ id }) => id)])),
};
