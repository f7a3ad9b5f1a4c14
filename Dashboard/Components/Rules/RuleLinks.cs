namespace CityOps.Dashboard.Components.Rules;

/// <summary>The addresses of the rules page. The filter goes along, so that the way back leads to the list one came from.</summary>
static class RuleLinks
{
    public const string Edit = "edit";
    public const string Make = "new";
    public const string Import = "import";

    public static string List(string? search) => To(null, null, search);

    public static string Rule(string id, string? search = null) => To(id, null, search);

    /// <param name="act">One of the words above.</param>
    public static string To(string? id, string? act, string? search)
    {
        var parts = new[] { ("q", search), ("rule", id), ("do", act) }.Where(one => !string.IsNullOrEmpty(one.Item2)).Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2!)}").ToList();
        return parts.Count == 0 ? "rules" : "rules?" + string.Join('&', parts);
    }
}
