"""Function words: the commonest words of nine languages, which say nothing about a text's matter.

A large archive finds out by itself what is common. In a small one, or in a language that few of
its feeds speak, "die, und, der" would look as rare as a name, and relate whatever shares them.
"""

from bot.terms import terms

_LISTED = """
an and are as at be been but by can could do for from had has have he her him his if in into
is it its more most new no not of on one or other our out over per percent cent said say says
she so some than that the their them then there these they this those to two up us was we were
what when which while who will with would year years you your about after all also before

ab aber alle als am an auch auf aus bei bis da damit dann das dass dem den der des die dies
diese dieser doch durch ein eine einem einen einer eines er es fur gegen hat hatte hatten ihr
ihre im in ist kann mehr mit nach nicht noch nur oder ohne seit sein seine sich sie sind so
soll uber um und unter vom von vor war waren was weil wenn werden wie wieder wird wurde wurden
zu zum zur zwei zwischen

au aux avec car ce ces cette comme dans de des deux du elle elles en entre est et etait ete
etre eu il ils la le les leur lui mais meme ne nous on ont ou par pas plus pour qu que qui sa
sans se ses son sont sous sur tout tous un une vers

al ano anos asi con como cuando de del desde dos el ella en entre era es esta este ha han hasta
hay la las lo los mas muy ni no para pero por porque que se ser sin sobre su sus tambien un una
uno unos ya

ao aos as com como da das de depois do dos e ela ele em entre foi foram ha isso ja mais mas na
nao nas no nos num numa o os ou para pela pelo por que se sem ser seu seus sua suas tambem tem
um uma

agli ai al alla alle anche che chi ci come con cui da dal dalla dei del della delle di dopo due
e ed era gli ha hanno i il in la le lo ma nel nella non o per piu quando quella questo si sono
su sua suo tra un una

aan als bij dat de der die dit door een en er haar had heeft het hij hun ik in is kan maar met
na naar niet nog of om ook op over te tot uit van veel voor waren wat werd wordt ze zich zijn zo

a bez byl byla byli bylo co dla do jest ktory ktora na nad nie od oraz po pod przez przy sie
tak tego tym w we wie z za ze

а без был была были было в во все для до его ее если есть же за и из или их к как когда который
ли мы на над не но о об он она они от по под при с со так также то только у уже что это
"""

# As the tokeniser spells them, so that they are met.
FUNCTION_WORDS = frozenset(terms(_LISTED))
