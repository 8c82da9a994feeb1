import type { ExploitationForm, GroomingWay } from '../child/child.ts'

/** What people wrote in the demonstration's records, in the language of the child's family. All of it is invented. */
export function wordsOf(language: 'cy' | 'en', theme: number, name: string) {
  const themes = THEMES[theme % THEMES.length] ?? THEMES[0]
  return {
    ...(language === 'cy' ? welsh(name) : english(name)),
    ...themes[language],
    forms: themes.forms,
    grooming: themes.grooming,
    signs: themes.signs,
  }
}

type Theme = {
  readonly forms: readonly ExploitationForm[]
  readonly grooming: readonly GroomingWay[]
  readonly signs: readonly string[]
  readonly en: Readonly<Record<'happened' | 'childs' | 'closedPolice' | 'place' | 'themeWord', string>>
  readonly cy: Readonly<Record<'happened' | 'childs' | 'closedPolice' | 'place' | 'themeWord', string>>
}

const THEMES: readonly [Theme, ...Theme[]] = [
  {
    forms: ['county-lines', 'criminal'],
    grooming: ['criminal-gang'],
    signs: ['missing', 'phones', 'debt'],
    en: {
      happened:
        'Came to school on Monday with two phones and a cut hand. Adults in a grey car waited at the gate twice last week. A train ticket to Newport was in the bag.',
      childs: 'I can’t say no now. They said they know where my nan lives.',
      closedPolice:
        'The grey car is linked to a line that the team is watching. Naming it now would put the operation and the child in danger.',
      place: 'The lane behind the station car park',
      themeWord: 'Adults waiting near the school at the end of the day',
    },
    cy: {
      happened:
        'Daeth i’r ysgol ddydd Llun gyda dau ffôn a chlwyf ar un llaw. Bu oedolion mewn car llwyd yn aros wrth y giât ddwywaith yr wythnos ddiwethaf. Roedd tocyn trên i Gasnewydd yn y bag.',
      childs: 'Alla i ddim dweud na nawr. Maen nhw’n gwybod lle mae Nain yn byw.',
      closedPolice:
        'Mae’r car llwyd yn gysylltiedig â llinell y mae’r tîm yn ei gwylio. Byddai ei enwi nawr yn peryglu’r ymgyrch a’r plentyn.',
      place: 'Y lôn y tu ôl i faes parcio’r orsaf',
      themeWord: 'Oedolion yn aros ger yr ysgol ar ddiwedd y dydd',
    },
  },
  {
    forms: ['online', 'sexual'],
    grooming: ['technology'],
    signs: ['images', 'changed'],
    en: {
      happened:
        'Told the school nurse that someone met in a game asks for pictures every night and threatens to send them to the class.',
      childs: 'He was kind at first. Now I am scared to open my phone.',
      closedPolice: 'The account is used against other children too. The team has asked the company for its records.',
      place: 'A game chat that moved to a private app',
      themeWord: 'One online account targeting several children',
    },
    cy: {
      happened:
        'Dywedodd wrth nyrs yr ysgol fod rhywun a gyfarfu mewn gêm yn gofyn am luniau bob nos ac yn bygwth eu hanfon at y dosbarth.',
      childs: 'Roedd e’n garedig ar y dechrau. Nawr mae ofn arna i agor fy ffôn.',
      closedPolice: 'Defnyddir y cyfrif yn erbyn plant eraill hefyd. Mae’r tîm wedi gofyn i’r cwmni am ei gofnodion.',
      place: 'Sgwrs mewn gêm a symudodd i ap preifat',
      themeWord: 'Un cyfrif ar-lein yn targedu sawl plentyn',
    },
  },
  {
    forms: ['criminal', 'financial'],
    grooming: ['peers'],
    signs: ['bank-account', 'unexplained-things'],
    en: {
      happened:
        'Money came into and left the child’s bank account in one day. The child said that a friend’s older cousin asked for the card.',
      childs: 'He said it was just a favour and that everyone does it.',
      closedPolice: 'Four accounts in one year group were used on the same day. Interviews are planned.',
      place: 'The arcade by the bus station',
      themeWord: 'Bank cards borrowed by an adult known to several families',
    },
    cy: {
      happened:
        'Daeth arian i gyfrif banc y plentyn a’i adael mewn un diwrnod. Dywedodd y plentyn fod cefnder hŷn ffrind wedi gofyn am y cerdyn.',
      childs: 'Ddwedodd e mai cymwynas fach oedd hi, a bod pawb yn ei wneud.',
      closedPolice: 'Defnyddiwyd pedwar cyfrif o’r un flwyddyn ysgol ar yr un diwrnod. Mae cyfweliadau ar y gweill.',
      place: 'Yr arcêd ger yr orsaf fysiau',
      themeWord: 'Oedolyn y mae sawl teulu yn ei adnabod yn benthyca cardiau banc',
    },
  },
  {
    forms: ['sexual', 'trafficking'],
    grooming: ['trusted-group', 'technology'],
    signs: ['older-people', 'places', 'other-area'],
    en: {
      happened:
        'Was driven to a house in Cardiff by an adult from a club and came back the next morning, exhausted. The adult had given the child a phone.',
      childs: 'I thought she was my friend. I want to go back to dancing and not be picked up.',
      closedPolice: 'The house is known from another enquiry. A warrant is being sought.',
      place: 'A short-let house in another city',
      themeWord: 'An adult in a trusted place giving lifts and gifts',
    },
    cy: {
      happened:
        'Cafodd ei gludo i dŷ yng Nghaerdydd gan oedolyn o glwb a daeth yn ôl y bore wedyn wedi blino’n lân. Roedd yr oedolyn wedi rhoi ffôn i’r plentyn.',
      childs: 'Ro’n i’n meddwl ei bod hi’n ffrind. Dw i eisiau mynd yn ôl i ddawnsio heb i neb ddod i ’nôl i.',
      closedPolice: 'Mae’r tŷ yn hysbys o ymholiad arall. Mae gwarant yn cael ei cheisio.',
      place: 'Tŷ gosod tymor byr mewn dinas arall',
      themeWord: 'Oedolyn mewn lle yr ymddiriedir ynddo yn cynnig lifftiau ac anrhegion',
    },
  },
]

function english(name: string) {
  return {
    own: 'I like football and drawing. I want people to stop asking me questions in front of everyone. I want it to be like before.',
    to: 'To the form tutor, on the day of the referral',
    screening: 'Fact: what is written above. Opinion: someone is controlling this child.',
    parent: 'Jen',
    mother: 'mother',
    contact: 'Text the mother between 9 and 3. Do not call the child’s own phone.',
    reasons:
      'Several signs at once, fear of named adults, and an adult who gives gifts. An assessment on the Exploitation Pathway is needed.',
    noReasons:
      'The worry was about a school trip that had been misunderstood. The family and the school have spoken, and the child feels safe.',
    visit: 'Visited at home. The mother showed messages and is worried. Younger brother present; he seems well.',
    childs2: 'On a normal day I get up late because I don’t sleep. School is all right when it’s art.',
    police: 'Adults are believed to be waiting near the route to school. Please pass on number plates.',
    agreedForFamily:
      'Agreed with the police and Children’s Services on this day: the mother is told by the social worker, the uncle by nobody yet.',
    alert: 'Never leave a voice message: the phone may be read by others.',
    judged:
      'Contact with adults who control money and phones, threats to family, harm already done. Home is safe and the mother acts on her worry.',
    harm: 'Threats, and an injury that the child did not cause.',
    strengths: 'A mother who reports and talks, an art teacher whom the child trusts, a football team.',
    bias: 'Because the child is tall and quiet, adults have treated them as older. We looked again with that in mind.',
    unknown: 'Who pays for the phone. The grandmother may know.',
    where: 'Community room, family centre',
    officer: 'Detective Constable Ditectif, reference MADE-UP-1',
    toldPolice:
      'Told by telephone. The police will speak to the family with the social worker, and nobody goes to the house alone.',
    wantsToSay: 'I want you to talk to me and not only to Mum.',
    familyWants: 'We want to know who these people are and what will be done about them.',
    fears: 'That someone at the meeting will tell others.',
    dayReason: 'The only day on which child, mother and police can all come; the manager agreed.',
    lateReason: 'The family moved to relatives for two days; the chair met them on the morning of the meeting.',
    network: 'The child’s network',
    closedPeers:
      'Two other pupils are thought to be controlled by the same adults. Their families have not been told yet.',
    omission: 'A live enquiry',
    school: 'Attendance has fallen since September. The art room is open for the child at lunch.',
    home: 'I hear more since we stopped shouting about the phone.',
    online: 'I block them and they come back with another name.',
    action1: 'Meet weekly at the place the child chooses',
    action2: 'Patrol the lane at the end of the school day and speak with the owners of the car park',
    notPossible: 'The camera was removed by the landlord; another way is being looked for.',
    answered: 'Thank you. The next meeting decides on another way: please ask the council about the light there.',
    notReached: 'Rang twice and left no message. Goes by on Thursday after school.',
    sentBack: 'The neighbour can be recognised from the third line.',
    arrived: 'Read together at home, and left there.',
    copyAstray: 'It was sent to an old address of the school, which somebody else reads now.',
    copySafety:
      'Whoever reads it there works for the council and does not know the child. They were telephoned at once.',
    copyDecided: 'One colleague bound to secrecy opened it, and knows nobody in it.',
    copyBack: 'Deleted while we were on the telephone, and not printed.',
    leadWord: 'Lead practitioner',
    goals: 'Sleep, football on Saturday, and nobody waiting for me.',
    worries: 'The walk home, and messages at night.',
    helps: 'A lift on Thursdays. The phone downstairs at ten. The code word.',
    call: 'Nan first, then the youth worker. In danger: 999.',
    missing: 'Call the police at once, say the code word was used, and tell the social worker in the morning.',
    summary:
      'Adults outside the family are exploiting this child. The plan turns towards them and the lane; the family carries no blame.',
    familySummary: `We heard what ${name} wants and what the family have noticed. We agreed who does what to make the way home and the nights safer.`,
    childComment: 'It was all right. I said what I wanted to say.',
    familyComment: 'We felt listened to. We want a call every Friday.',
    panel: 'Several children are affected by the same adults and one place. One meeting cannot change that place.',
    panelAsk: 'Lead on the place across agencies.',
    panelDecided: 'Lighting and patrols are agreed with the owner, and licensing has visited the arcade.',
    stepUp: 'A new injury and a threat at home. A strategy discussion was held the same day.',
    changed: 'The adults were charged, the child sleeps and goes to training.',
    watch: 'The art teacher and the school nurse.',
    back: 'New unexplained money, a night away, or messages from unknown people.',
    writtenBefore: 'The art room is the safest place in the school day: keep it open at lunch.',
    standIn: 'A colleague of the exploitation team: I am in court that day.',
    review: 'Four weeks have passed since the first meeting.',
    reviewClosed: 'The same adults were seen there again on one evening, and not since.',
    reviewHome: 'It is calmer. There is laughter again.',
    reviewAnswer: 'The panel is asked who else can watch the lane, by the end of the month.',
    complained: 'We were told of the meeting the day before. I had to change a shift.',
    complainedWants: 'A week’s notice, and a time after four.',
    complaintAnswer: 'We said sorry. The next one is at half past four, and was agreed with the family.',
    doubted: 'That no meeting has been asked for yet.',
    doubt: 'The same car was seen twice this week, and there is no plan for the weekend.',
    doubtWants: 'A meeting within the week.',
    doubtedThen: 'That the review is only in four weeks.',
    doubtHeard: 'I agree. We meet again in two weeks.',
    doubtEnded: 'Two weeks is safe enough.',
  }
}

function welsh(name: string) {
  return {
    own: 'Dw i’n hoffi pêl-droed a thynnu lluniau. Dw i eisiau i bobl beidio â holi o flaen pawb. Dw i eisiau iddi fod fel o’r blaen.',
    to: 'Wrth y tiwtor dosbarth, ar ddiwrnod yr atgyfeiriad',
    screening: 'Ffaith: yr hyn a ysgrifennwyd uchod. Barn: mae rhywun yn rheoli’r plentyn hwn.',
    parent: 'Bethan',
    mother: 'mam',
    contact: 'Anfonwch neges destun at y fam rhwng 9 a 3. Peidiwch â ffonio ffôn y plentyn.',
    reasons:
      'Sawl arwydd ar unwaith, ofn oedolion penodol, ac oedolyn sy’n rhoi anrhegion. Mae angen asesiad ar y Llwybr Camfanteisio.',
    noReasons:
      'Roedd y pryder am daith ysgol a gamddeallwyd. Mae’r teulu a’r ysgol wedi siarad, ac mae’r plentyn yn teimlo’n ddiogel.',
    visit:
      'Ymweliad â’r cartref. Dangosodd y fam negeseuon ac mae’n poeni. Roedd y brawd bach yno; mae’n ymddangos yn iawn.',
    childs2: 'Ar ddiwrnod arferol dw i’n codi’n hwyr achos dw i ddim yn cysgu. Mae’r ysgol yn iawn pan mae’n gelf.',
    police: 'Credir bod oedolion yn aros ger y llwybr i’r ysgol. Rhowch wybod i ni am rifau ceir, os gwelwch yn dda.',
    agreedForFamily:
      'Cytunwyd â’r heddlu a’r Gwasanaethau Plant ar y diwrnod hwn: bydd y gweithiwr cymdeithasol yn dweud wrth y fam, ac ni fydd neb yn dweud wrth yr ewythr eto.',
    alert: 'Peidiwch byth â gadael neges llais: gall eraill wrando ar y ffôn.',
    judged:
      'Cyswllt ag oedolion sy’n rheoli arian a ffonau, bygythiadau i’r teulu, niwed eisoes wedi’i wneud. Mae’r cartref yn ddiogel ac mae’r fam yn gweithredu ar ei phryder.',
    harm: 'Bygythiadau, ac anaf nad y plentyn a’i hachosodd.',
    strengths: 'Mam sy’n adrodd ac yn siarad, athro celf y mae’r plentyn yn ymddiried ynddo, tîm pêl-droed.',
    bias: 'Am fod y plentyn yn dal ac yn dawel, mae oedolion wedi ei drin fel rhywun hŷn. Edrychwyd eto gan gofio hynny.',
    unknown: 'Pwy sy’n talu am y ffôn. Efallai fod y fam-gu yn gwybod.',
    where: 'Ystafell gymunedol, canolfan deuluol',
    officer: 'Y Ditectif Gwnstabl Ditectif, cyfeirnod FFUG-1',
    toldPolice:
      'Dywedwyd wrthynt dros y ffôn. Bydd yr heddlu yn siarad â’r teulu gyda’r gweithiwr cymdeithasol, ac nid oes neb i fynd i’r tŷ ar ei ben ei hun.',
    wantsToSay: 'Dw i eisiau i chi siarad gyda fi ac nid gyda Mam yn unig.',
    familyWants: 'Rydym eisiau gwybod pwy yw’r bobl hyn a beth fydd yn digwydd iddynt.',
    fears: 'Y bydd rhywun yn y cyfarfod yn dweud wrth eraill.',
    dayReason: 'Yr unig ddiwrnod y gall y plentyn, y fam a’r heddlu i gyd ddod; cytunodd y rheolwr.',
    lateReason: 'Symudodd y teulu at berthnasau am ddau ddiwrnod; cyfarfu’r cadeirydd â hwy ar fore’r cyfarfod.',
    network: 'Rhwydwaith y plentyn',
    closedPeers:
      'Credir bod dau ddisgybl arall yn cael eu rheoli gan yr un oedolion. Nid yw eu teuluoedd yn gwybod eto.',
    omission: 'Ymchwiliad sydd ar droed',
    school: 'Mae presenoldeb wedi gostwng ers mis Medi. Mae’r ystafell gelf ar agor i’r plentyn amser cinio.',
    home: 'Mae’n dweud mwy wrtha i ers i ni roi’r gorau i weiddi am y ffôn.',
    online: 'Dw i’n eu blocio nhw ac maen nhw’n dod yn ôl gydag enw arall.',
    action1: 'Cyfarfod bob wythnos yn y lle y mae’r plentyn yn ei ddewis',
    action2: 'Patrolio’r lôn ar ddiwedd y diwrnod ysgol a siarad â pherchnogion y maes parcio',
    notPossible: 'Tynnodd y landlord y camera; rydym yn chwilio am ffordd arall.',
    answered: 'Diolch. Y cyfarfod nesaf fydd yn penderfynu ar ffordd arall: gofynnwch i’r cyngor am y golau yno.',
    notReached: 'Ffoniwyd ddwywaith heb adael neges. Bydd yn galw heibio ddydd Iau ar ôl ysgol.',
    sentBack: 'Gellir adnabod y cymydog o’r drydedd linell.',
    arrived: 'Darllenwyd gyda’i gilydd gartref, a’i adael yno.',
    copyAstray: 'Fe’i hanfonwyd i hen gyfeiriad yr ysgol, y mae rhywun arall yn ei ddarllen nawr.',
    copySafety:
      'Mae’r sawl sy’n ei ddarllen yno yn gweithio i’r cyngor ac nid yw’n adnabod y plentyn. Fe’u ffoniwyd ar unwaith.',
    copyDecided: 'Agorwyd ef gan un cydweithiwr sydd wedi’i rwymo i gyfrinachedd, ac nid yw’n adnabod neb ynddo.',
    copyBack: 'Fe’i dilëwyd tra oeddem ar y ffôn, ac ni chafodd ei argraffu.',
    leadWord: 'Yr ymarferydd arweiniol',
    goals: 'Cysgu, pêl-droed ar ddydd Sadwrn, a neb yn aros amdana i.',
    worries: 'Y daith gerdded adref, a negeseuon yn y nos.',
    helps: 'Lifft ar ddydd Iau. Y ffôn i lawr y grisiau am ddeg. Y gair cod.',
    call: 'Nain yn gyntaf, wedyn y gweithiwr ieuenctid. Mewn perygl: 999.',
    missing:
      'Ffoniwch yr heddlu ar unwaith, dywedwch i’r gair cod gael ei ddefnyddio, a dywedwch wrth y gweithiwr cymdeithasol yn y bore.',
    summary:
      'Mae oedolion y tu allan i’r teulu yn camfanteisio ar y plentyn hwn. Mae’r cynllun yn canolbwyntio arnynt hwy ac ar y lôn; nid oes bai ar y plentyn na’r teulu.',
    familySummary: `Clywsom beth y mae ${name} am ei gael a beth y mae’r teulu wedi sylwi arno. Cytunwyd pwy sy’n gwneud beth i wneud y ffordd adref a’r nosweithiau’n fwy diogel.`,
    childComment: 'Roedd e’n iawn. Ddwedais i beth o’n i eisiau ei ddweud.',
    familyComment: 'Teimlem fod rhywun yn gwrando. Rydym eisiau galwad bob dydd Gwener.',
    panel: 'Mae’r un oedolion ac un lle yn effeithio ar sawl plentyn. Ni all un cyfarfod newid y lle hwnnw.',
    panelAsk: 'Arwain ar y lle ar draws asiantaethau.',
    panelDecided: 'Cytunwyd â’r perchennog ar oleuo a phatrolio, ac mae’r adran drwyddedu wedi ymweld â’r arcêd.',
    stepUp: 'Anaf newydd a bygythiad gartref. Cynhaliwyd trafodaeth strategaeth yr un diwrnod.',
    changed: 'Cyhuddwyd yr oedolion, mae’r plentyn yn cysgu ac yn mynd i ymarfer.',
    watch: 'Yr athro celf a nyrs yr ysgol.',
    back: 'Arian newydd heb esboniad, noson oddi cartref, neu negeseuon gan bobl ddieithr.',
    writtenBefore: 'Yr ystafell gelf yw’r lle diogelaf yn y diwrnod ysgol: cadwch hi ar agor amser cinio.',
    standIn: 'Cydweithiwr o’r tîm camfanteisio: rwyf yn y llys y diwrnod hwnnw.',
    review: 'Mae pedair wythnos wedi mynd heibio ers y cyfarfod cyntaf.',
    reviewClosed: 'Gwelwyd yr un oedolion yno eto ar un noson, a dim ers hynny.',
    reviewHome: 'Mae’n dawelach. Mae’n chwerthin eto.',
    reviewAnswer: 'Gofynnir i’r panel pwy arall all gadw golwg ar y lôn, erbyn diwedd y mis.',
    complained: 'Cawsom wybod am y cyfarfod y diwrnod cynt. Bu’n rhaid i mi newid shifft.',
    complainedWants: 'Wythnos o rybudd, ac amser ar ôl pedwar.',
    complaintAnswer: 'Ymddiheurwyd. Mae’r un nesaf am hanner awr wedi pedwar, a chytunwyd hynny gyda’r teulu.',
    doubted: 'Nad oes neb wedi gofyn am gyfarfod eto.',
    doubt: 'Gwelwyd yr un car ddwywaith yr wythnos hon, ac nid oes cynllun ar gyfer y penwythnos.',
    doubtWants: 'Cyfarfod o fewn yr wythnos.',
    doubtedThen: 'Mai dim ond ymhen pedair wythnos y mae’r adolygiad.',
    doubtHeard: 'Cytuno. Byddwn yn cwrdd eto ymhen pythefnos.',
    doubtEnded: 'Mae pythefnos yn ddigon diogel.',
  }
}
