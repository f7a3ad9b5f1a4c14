using System.Globalization;
using CityOps.Core.Readings;

namespace CityOps.Core.Alerts;

/// <summary>What a condition compares (<c>of</c>, <c>over</c> and their like), and lengths of time.</summary>
static class MeasureReader
{
    const double MostMetres = 50_000;

    public static Measure Read(MemberReader members)
    {
        var word = members.Text("of", required: false, 32) ?? "value";
        var percent = word is ['p', ..] && int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var p) && p is >= 50 and <= 99 ? p : 0;
        if (percent == 0 && !RuleWords.TryReadMeasure(word, out _))
        {
            members.Refuse("of", $"must be one of {string.Join(", ", RuleWords.AllMeasures)}, p50 to p99");
            return Measure.Value;
        }

        var kind = percent > 0 ? MeasureKind.Percentile : RuleWords.TryReadMeasure(word, out var known) ? known : MeasureKind.Value;
        return kind switch
        {
            MeasureKind.Value => Measure.Value,
            MeasureKind.Difference => new Measure(kind) { Other = ReadOther(members) },
            MeasureKind.Neighbours => new Measure(kind) { RadiusMetres = ReadRadius(members) },
            MeasureKind.Baseline => new Measure(kind) { Weeks = ReadWeeks(members) },
            _ => ReadWindowMeasure(members, new Measure(kind) { Percent = percent }),
        };
    }

    static Measure ReadWindowMeasure(MemberReader members, Measure measure)
    {
        measure = measure with { Over = ReadWindow(members, "over", Measure.LongestWindow), Tumbling = members.Flag("tumbling", whenAbsent: false), Capture = members.Number("capture", required: false) };
        if (measure.Capture is < 0 or > 1)
        {
            members.Refuse("capture", "must be a share from 0 to 1");
        }

        return measure;
    }

    static string ReadOther(MemberReader members)
    {
        var other = members.Text("other", required: true, 100) ?? "";
        if (!Identifiers.IsQuantity(other) && !SeriesId.TryParse(other, out _))
        {
            members.Refuse("other", "must be a quantity of the same device or a series such as meter-1:flow");
        }

        return other;
    }

    static double ReadRadius(MemberReader members)
    {
        var metres = members.Number("radiusMetres", required: true) ?? 1;
        if (metres is <= 0 or > MostMetres)
        {
            members.Refuse("radiusMetres", string.Create(CultureInfo.InvariantCulture, $"must be more than 0 and at most {MostMetres}"));
        }

        return metres;
    }

    static int ReadWeeks(MemberReader members)
    {
        var weeks = members.Number("weeks", required: false) ?? Measure.UsualWeeks;
        if (weeks is < 1 or > Measure.MostWeeks || !double.IsInteger(weeks))
        {
            members.Refuse("weeks", $"must be a whole number from 1 to {Measure.MostWeeks}");
            return Measure.UsualWeeks;
        }

        return (int)weeks;
    }

    public static TimeSpan ReadWindow(MemberReader members, string member, TimeSpan longest)
    {
        if (!members.Has(member))
        {
            members.Refuse(member, "is missing");
            return TimeSpan.FromHours(1);
        }

        var over = ReadDuration(members, member);
        if (over <= TimeSpan.Zero || over > longest)
        {
            members.Refuse(member, $"must be longer than nothing and at most {Durations.Format(longest)}");
        }

        return over;
    }

    public static TimeSpan ReadDuration(MemberReader members, string member)
    {
        if (!members.Has(member))
        {
            return TimeSpan.Zero;
        }

        var text = members.Text(member, required: true, 32);
        if (!Durations.TryParse(text, out var duration, out var problem))
        {
            members.Refuse(member, problem);
        }

        return duration;
    }
}
