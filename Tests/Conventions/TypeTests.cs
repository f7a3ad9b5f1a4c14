using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CityOps.Tests.Conventions;

public sealed partial class TypeTests
{
    [Fact]
    public void Class_IsSealedUnlessOneInheritsFromIt()
    {
        var types = Sources.Products.SelectMany(project => ArrowTests.Assembly(project).GetTypes()).ToList();
        var parents = types.Select(type => type.BaseType).OfType<Type>().Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
        var open = types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !parents.Contains(type) && !IsGenerated(type));
        Assert.Empty(open.Select(type => type.FullName));
    }

    /// <summary>The words of the domain are explained where they are defined.</summary>
    [Fact]
    public void PublicTypeOfCore_SaysWhatItIs()
    {
        var silent = new List<string>();
        foreach (var path in Sources.Files(".cs").Where(path => path.StartsWith("Core/", StringComparison.Ordinal)))
        {
            var lines = Sources.Text(path).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (PublicType().IsMatch(lines[i]) && !IsDocumented(lines, i))
                {
                    silent.Add($"{path}: {lines[i]}");
                }
            }
        }

        Assert.Empty(silent);
    }

    [Fact]
    public void PublicTypesOfCore_AreFoundByTheTestAbove()
    {
        var count = Sources.Files(".cs").Where(path => path.StartsWith("Core/", StringComparison.Ordinal))
            .Sum(path => Sources.Text(path).Split('\n').Count(line => PublicType().IsMatch(line)));
        var types = ArrowTests.Assembly("Core").GetExportedTypes().Count(type => !type.IsNested);
        Assert.InRange(count, types, types + 10);
    }

    static bool IsDocumented(string[] lines, int at)
    {
        while (at > 0 && (lines[at - 1].StartsWith('[') || lines[at - 1].StartsWith("//", StringComparison.Ordinal) && !lines[at - 1].StartsWith("///", StringComparison.Ordinal)))
        {
            at--;
        }

        return at > 0 && lines[at - 1].StartsWith("///", StringComparison.Ordinal);
    }

    /// <summary>Written by a compiler or a tool: pages from their markup, migrations, lambdas.</summary>
    static bool IsGenerated(Type type) =>
        type.IsNested && IsGenerated(type.DeclaringType!) || type.GetCustomAttribute<CompilerGeneratedAttribute>() is not null ||
        typeof(IComponent).IsAssignableFrom(type) || typeof(Migration).IsAssignableFrom(type) || typeof(ModelSnapshot).IsAssignableFrom(type) ||
        type.Name is "Program" or "_Imports" || type.Namespace?.StartsWith("CityOps", StringComparison.Ordinal) != true;

    [GeneratedRegex(@"^public (sealed |static |readonly |abstract |partial |ref |unsafe )*(class|record|struct|enum|interface|delegate) ")]
    private static partial Regex PublicType();
}
