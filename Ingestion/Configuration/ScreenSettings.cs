using CityOps.Core.Readings;

namespace CityOps.Ingestion.Configuration;

/// <summary>What the screens show of the whole city.</summary>
/// <param name="KeyFigures">The tiles, in their order; none = no tiles.</param>
public sealed record ScreenSettings(IReadOnlyList<KeyFigure> KeyFigures)
{
    const string FiguresKey = "Screen:KeyFigures";

    /// <summary>More do not fit above a map.</summary>
    const int MostFigures = 8;

    internal static ScreenSettings Read(SettingsReader reader, CityRole role)
    {
        if (role == CityRole.Ingestion)
        {
            // Environments are shared between the two programs.
            reader.LeaveToOthers(FiguresKey);
            return new ScreenSettings([]);
        }

        var text = reader.Text(FiguresKey, KeyFigure.Usual);
        if (text == "none")
        {
            return new ScreenSettings([]);
        }

        if (!KeyFigure.TryParse(text, out var figures, out var why))
        {
            reader.Mistake(FiguresKey, why);
        }
        else if (figures.Count > MostFigures)
        {
            reader.Mistake(FiguresKey, $"at most {MostFigures}; here are {figures.Count}");
        }

        return new ScreenSettings(figures);
    }
}
