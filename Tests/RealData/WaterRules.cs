namespace CityOps.Tests.RealData;

/// <summary>
/// Twelve rules for the water network, made from July and August 2016, before the first label. Limits of ranges: the lowest and highest value of
/// these months with a twentieth of their span on both sides. The others: PU3, PU5, PU9 and PU11 never ran; PU6 ran for two hours once; PU10, which
/// fills T7, was never off with T7 below 2.53; T1 was at one value for four hours at most. The difference asks P_J289, which stands after P_J300 in the
/// message; the other way round it compares two hours and speaks 101 times in these two months.
/// </summary>
static class WaterRules
{
    public static readonly IReadOnlyList<(string Id, string Json)> All =
    [
        Outside("T1 level", "L_T1", 0.075, 5.465),
        Outside("T2 level", "L_T2", 0.084, 5.936),
        Outside("T3 level", "L_T3", 2.753, 5.547),
        Outside("T4 level", "L_T4", 1.918, 4.822),
        Outside("T5 level", "L_T5", 1.168, 4.303),
        Outside("T7 level", "L_T7", 0.895, 5.185),
        ("T7 moves too fast", """ "quantity":"L_T7","condition":{"kind":"outside","low":-2.4135,"high":1.6235,"of":"rate","over":"02:00:00"} """),
        ("T1 stands still", """ "quantity":"L_T1","condition":{"kind":"stuck","for":"08:00:00","tolerance":0.01} """),
        ("Spare pump runs", """ "quantity":"S_PU3","condition":{"kind":"any","scope":"station","conditions":[{"kind":"above","raise":0.5},{"kind":"above","quantity":"S_PU5","raise":0.5},{"kind":"above","quantity":"S_PU9","raise":0.5},{"kind":"above","quantity":"S_PU11","raise":0.5}]} """),
        ("PU6 helps for long", """ "quantity":"F_PU6","condition":{"kind":"above","raise":1},"raiseAfter":"03:00:00" """),
        ("T7 low and PU10 off", """ "quantity":"S_PU10","condition":{"kind":"all","scope":"station","conditions":[{"kind":"below","raise":0.5},{"kind":"below","quantity":"L_T7","raise":2.5}]},"raiseAfter":"01:00:00" """),
        ("J289 parts from J300", """ "quantity":"P_J289","condition":{"kind":"outside","low":-0.0585,"high":0.1285,"of":"difference","other":"P_J300"} """),
    ];

    static (string Id, string Json) Outside(string id, string quantity, double low, double high) => (id, string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $$""" "quantity":"{{quantity}}","condition":{"kind":"outside","low":{{low}},"high":{{high}},"deadband":0.02} """));
}
