using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CityOps.Simulators.Terminal;

/// <summary>A <see cref="Sight"/> as it stands on a terminal: facts in two columns, and a bar below them.</summary>
static class SightView
{
    const int BarCells = 40;

    public static IRenderable Of(Sight sight)
    {
        var facts = new Grid().AddColumn(new GridColumn().PadLeft(2).NoWrap()).AddColumn();
        foreach (var (label, value) in sight.Facts)
        {
            facts.AddRow(new Text(label, new Style(Color.Grey)), new Text(value));
        }

        return sight.Share is { } share ? new Rows(facts, Bar(share)) : facts;
    }

    static Padder Bar(double share)
    {
        share = Math.Clamp(share, 0, 1);
        var full = (int)(share * BarCells);
        var text = new Paragraph()
            .Append(new string('━', full), new Style(Color.Green))
            .Append(new string('━', BarCells - full), new Style(Color.Grey))
            .Append(string.Create(CultureInfo.InvariantCulture, $" {Math.Floor(share * 100):0} %"));
        return new Padder(text, new Padding(2, 0, 0, 0));
    }
}
