using System.Collections;
using System.Resources;
using CityOps.Dashboard.Localization;
using MudBlazor;

namespace CityOps.Tests.Dashboard.Ui;

public sealed class MudTextsTests
{
    // Signs and an abbreviation that need no translation.
    static readonly HashSet<string> SameInBoth = ["MudDataGrid_EqualSign", "MudDataGrid_GreaterThanSign", "MudDataGrid_LessThanSign"];

    static readonly IReadOnlyDictionary<string, string> Library = FromLibrary();
    static readonly IReadOnlyDictionary<string, string> Slovenian = Resources.Of<MudTexts>("sl");

    [Fact]
    public void EveryKeyOfTheLibrary_HasASlovenianText()
    {
        Assert.Equal(Library.Keys.Order(StringComparer.Ordinal), Slovenian.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EverySlovenianText_DiffersFromTheEnglishOne()
    {
        var same = Library.Where(text => Slovenian[text.Key] == text.Value).Select(text => text.Key);
        Assert.Equal(SameInBoth.Order(StringComparer.Ordinal), same.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EverySlovenianText_KeepsThePlacesToFill()
    {
        foreach (var (key, english) in Library)
        {
            for (var place = 0; place < 3; place++)
            {
                Assert.Equal((key, english.Contains($"{{{place}}}", StringComparison.Ordinal)), (key, Slovenian[key].Contains($"{{{place}}}", StringComparison.Ordinal)));
            }
        }
    }

    internal static Dictionary<string, string> FromLibrary()
    {
        using var stream = typeof(MudButton).Assembly.GetManifestResourceStream("MudBlazor.Resources.LanguageResource.resources");
        Assert.NotNull(stream);
        using var reader = new ResourceReader(stream);
        return reader.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }
}
