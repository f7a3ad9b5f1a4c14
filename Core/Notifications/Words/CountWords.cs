using System.Globalization;

namespace CityOps.Core.Notifications;

/// <summary>A phrase with a number in it, in the forms that its language has: four in Slovenian, two in English. {0} is the number.</summary>
sealed class CountWords
{
    readonly CultureInfo _culture;
    readonly string[] _forms;

    CountWords(CultureInfo culture, params string[] forms) => (_culture, _forms) = (culture, forms);

    public static CountWords English(string one, string other) => new(Alerts.MomentWords.English, one, other);

    /// <param name="one">1, 101; likewise the others: 2, 102; 3, 4, 103; the rest.</param>
    public static CountWords Slovenian(string one, string two, string few, string other) => new(Alerts.MomentWords.Slovenian, one, two, few, other);

    public string Of(int n) => FormOf(n).Replace("{0}", n.ToString("N0", _culture), StringComparison.Ordinal);

    string FormOf(int n) => _forms.Length == 2
        ? _forms[n == 1 ? 0 : 1]
        : _forms[(n % 100) switch { 1 => 0, 2 => 1, 3 or 4 => 2, _ => 3 }];
}
