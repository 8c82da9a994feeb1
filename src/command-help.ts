/** What the command line can do, in both languages: whoever types it may read either. */
export const helpText = `Llwybr

  npm run --silent llwybr -- COMMAND

  case load FILE.json --as EMAIL [--again]
                                       Load a case file, whole or not at all; the same file twice only with --again.
                                       Llwytho ffeil achos, yn gyfan neu ddim o gwbl; yr un ffeil eto gyda --again yn unig.
  case export REF --as EMAIL [--out FILE]
                                       Write a child's record as a case file.
                                       Ysgrifennu cofnod plentyn fel ffeil achos.
  case schema                          Print the JSON schema of a case file.
                                       Argraffu sgema JSON ffeil achos.
  record REF --meeting N --copy full|family|child --format pdf|docx --lang en|cy --as EMAIL --out FILE
                                       Make a copy of a meeting's record.
                                       Gwneud copi o gofnod cyfarfod.
  document verify FILE --as EMAIL      Say which document of the board a file is, and whether a byte was altered.
                                       Dweud pa ddogfen o eiddo'r bwrdd yw ffeil, ac a newidiwyd yr un beit.
  due                                  For each line YYYY-MM-DD,workingDays the due day.
                                       Y diwrnod cau ar gyfer pob llinell YYYY-MM-DD,diwrnodauGwaith.
  demo load                            Load the demonstration board into an empty database.
                                       Llwytho'r bwrdd arddangos i gronfa ddata wag.
  demo reset                           Clear a demonstration board and load it anew.
                                       Clirio bwrdd arddangos a'i lwytho o'r newydd.
  recover                              Make anew the database's password or the key, when its file is lost. Stop Llwybr first.
                                       Gwneud cyfrinair y gronfa ddata neu'r allwedd o'r newydd, pan gollir eu ffeil. Stopiwch Llwybr yn gyntaf.
  backup FOLDER                        Copy the whole board into a new folder, while Llwybr runs, and read it back.
                                       Copïo'r bwrdd cyfan i ffolder newydd, tra bo Llwybr yn rhedeg, a'i ddarllen yn ôl.
  restore FOLDER                       Put a backup into an empty place, all of it or nothing, and verify it.
                                       Rhoi copi wrth gefn mewn lle gwag, y cyfan neu ddim, a'i wirio.
  verify                               Count the rows and check keys, policies, versions, the audit and every document.
                                       Cyfrif y rhesi a gwirio allweddi, polisïau, fersiynau, yr archwiliad a phob dogfen.
  migrate                              Bring the database up to date.
                                       Diweddaru'r gronfa ddata.
  account add EMAIL --name NAME [--agency NAME] [--roles a,b] [--lang en|cy] --as EMAIL
                                       Add a member of staff and print their invitation.
                                       Ychwanegu aelod o staff ac argraffu ei wahoddiad.
  account invite EMAIL --as EMAIL      Print a new invitation, for somebody who lost their second step or after a new key.
                                       Argraffu gwahoddiad newydd, i rywun a gollodd ei ail gam neu ar ôl allwedd newydd.
  --help                               This page.
                                       Y dudalen hon.
`
