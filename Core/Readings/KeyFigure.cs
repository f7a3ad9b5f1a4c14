using System.Diagnostics.CodeAnalysis;

namespace CityOps.Core.Readings;

/// <summary>Which of all stations' values stands for the city.</summary>
public enum FigureOf : byte
{
    Highest,
    Lowest,
    Median,
}

/// <summary>One number about the whole city: of all newest values of a quantity, the one that matters.</summary>
public sealed record KeyFigure(string Domain, string Quantity, FigureOf Of)
{
    const int Words = 3;

    /// <summary>What a city looks at where nothing is configured.</summary>
    public const string Usual =
        "air pm10 highest, air no2 highest, traffic speed median, water pressure lowest, power load highest, heat supplyTemperature lowest, river level highest, waste fill highest";

    /// <summary>Reads <c>air pm10 highest, traffic speed median</c>.</summary>
    /// <param name="why">What is wrong with it, where it is.</param>
    public static bool TryParse(string text, out IReadOnlyList<KeyFigure> figures, [NotNullWhen(false)] out string? why)
    {
        var found = new List<KeyFigure>();
        figures = found;
        foreach (var one in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (one.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not { Length: Words } words || !Domains.All.Contains(words[0]) || !Identifiers.IsQuantity(words[1]) ||
                !Enum.TryParse<FigureOf>(words[2], ignoreCase: true, out var of) || !Enum.IsDefined(of) || char.IsDigit(words[2][0]))
            {
                why = $"'{one}' is not a domain, a quantity and one of highest, lowest and median, such as 'air pm10 highest'";
                return false;
            }

            found.Add(new KeyFigure(words[0], words[1], of));
        }

        why = found.Distinct().Count() < found.Count ? "one of them stands there twice" : null;
        return why is null;
    }

    /// <summary>The place in a list of values of the one that stands for all; null when there are none. A median lies between by nearest rank.</summary>
    public int? Choose(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToList();
        return Of switch
        {
            FigureOf.Highest => order[^1],
            FigureOf.Lowest => order[0],
            _ => order[(order.Count - 1) / 2],
        };
    }
}
