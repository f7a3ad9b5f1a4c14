using System.CommandLine;
using System.Globalization;

namespace CityOps.Simulators.Verbs;

/// <summary>An option that takes a whole number between bounds and says which.</summary>
static class NumberOption
{
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
}
