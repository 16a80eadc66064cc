import { project } from '../project/project.ts'
import { houseFromEnv } from './house.ts'

export const handler = project(await houseFromEnv())
