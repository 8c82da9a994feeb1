import { after, before, test } from 'node:test'
import { type House, openHouse } from './house.ts'
import { walkThePathway } from './pathway.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('a child’s whole pathway, by those who do it, in English', () => walkThePathway(house, 'en'))
