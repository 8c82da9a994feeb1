// Holds the direction of imports (.dependency-cruiser.mjs), and fails when the tool read fewer modules than there must be.
import { cruise, type ICruiseOptions } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

const FEWEST_MODULES = 100

// @ts-expect-error -- a configuration file in JavaScript, as its tool wants it
const { default: rules } = (await import('../.dependency-cruiser.mjs')) as {
  default: { forbidden: unknown[]; options: ICruiseOptions }
}
const result = await cruise(
  ['src'],
  { ...rules.options, validate: true, ruleSet: { forbidden: rules.forbidden } as never, outputType: 'err' },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
)
const { output, exitCode } = result
const read = await cruise(['src'], rules.options, undefined, { tsConfig: extractTSConfig('tsconfig.json') })
const modules = typeof read.output === 'string' ? 0 : read.output.summary.totalCruised
if (exitCode !== 0) console.error(output)
if (modules < FEWEST_MODULES) console.error(`only ${modules} modules were read: the check would pass by seeing nothing`)
process.exitCode = exitCode !== 0 || modules < FEWEST_MODULES ? 1 : 0
