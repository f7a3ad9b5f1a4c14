using System.Collections;
using System.Globalization;
using System.Resources;

namespace CityOps.Tests.Dashboard.Ui;

/// <summary>The texts of one language exactly as they are in its resource file, without falling back to another.</summary>
static class Resources
{
    public static IReadOnlyDictionary<string, string> Of<T>(string culture)
    {
        var manager = new ResourceManager(typeof(T));
        var set = manager.GetResourceSet(culture.Length == 0 ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }
}
