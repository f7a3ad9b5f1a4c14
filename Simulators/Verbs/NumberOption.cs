using System.CommandLine;
using System.Globalization;

namespace CityOps.Simulators.Verbs;

/// <summary>Options that take a number.</summary>
static class NumberOption
{
    /// <summary>A whole number between bounds; it says which.</summary>
    /// <param name="description">Where it has <c>{0}</c>, the bounds are put in.</param>
    public static Option<int> Between(string name, string description, int usual, int least, int most)
    {
        var bounds = $"{least} to {most}";
        var option = new Option<int>(name)
        {
            Description = string.Format(CultureInfo.InvariantCulture, description, bounds),
            HelpName = "number",
            DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var n) && (n < least || n > most))
            {
                result.AddError($"{name} takes {bounds}");
            }
        });
        return option;
    }

    /// <summary>A number with a point where it has a fraction, whatever language the terminal speaks; null where it is not given.</summary>
    public static Option<double?> Fraction(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                return number;
            }

            result.AddError($"{name} takes a number such as 0.5, not '{result.Tokens[0].Value}'");
            return null;
        },
    };
}
