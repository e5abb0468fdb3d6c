using System.Diagnostics;
using MeshReady.Tool.Maps.Layout;

namespace MeshReady.Tool.Tests.Reports;

/// <summary>Where boxes and labels stand.</summary>
public sealed class LayoutTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(12, 20)]
    [InlineData(60, 140)]
    public void No_box_lies_on_another(int count, int edges)
    {
        var (boxes, arrows) = Random(count, edges);
        var placement = LayeredLayout.Place(boxes, arrows);
        for (var i = 0; i < count; i++)
        {
            var a = placement.Boxes[i];
            Assert.InRange(a.X, 0, placement.Width - boxes[i].Width);
            Assert.InRange(a.Y, 0, placement.Height - boxes[i].Height);
            for (var k = i + 1; k < count; k++)
            {
                var b = placement.Boxes[k];
                Assert.True(a.X + boxes[i].Width <= b.X || b.X + boxes[k].Width <= a.X || a.Y + boxes[i].Height <= b.Y || b.Y + boxes[k].Height <= a.Y, $"{i} lies on {k}");
            }
        }
    }

    [Fact]
    public void No_label_lies_on_another()
    {
        var (boxes, arrows) = Random(20, 40);
        var labels = LayeredLayout.Place(boxes, arrows).Labels;
        for (var i = 0; i < labels.Count; i++)
        {
            for (var k = i + 1; k < labels.Count; k++)
                Assert.True(arrows[i].From == arrows[i].To || arrows[k].From == arrows[k].To || Math.Abs(labels[i].Y - labels[k].Y) > 17 || Math.Abs(labels[i].X - labels[k].X) > 60, $"label {i} lies on {k}");
        }
    }

    [Fact]
    public void Caller_stands_left_of_what_it_calls_even_beside_a_circle()
    {
        Box[] boxes = [.. Enumerable.Repeat(new Box(80, 30), 4)];
        var placement = LayeredLayout.Place(boxes, [new Arrow(0, 1, 50), new Arrow(1, 2, 50), new Arrow(2, 1, 50), new Arrow(2, 3, 50)]);
        Assert.Equal(placement.Boxes.Select(static b => b.X).Order(), placement.Boxes.Select(static b => b.X));
        Assert.All(placement.Paths, static path => Assert.StartsWith("M", path, StringComparison.Ordinal));
    }

    [Fact]
    public void Call_to_itself_is_drawn()
        => Assert.Contains("C", LayeredLayout.Place([new Box(80, 30)], [new Arrow(0, 0, 40)]).Paths[0], StringComparison.Ordinal);

    [Fact]
    public void Same_input_gives_the_same_picture()
    {
        var (boxes, arrows) = Random(40, 90);
        Assert.Equal(LayeredLayout.Place(boxes, arrows).Paths, LayeredLayout.Place(boxes, arrows).Paths);
    }

    [Fact]
    public void Long_chain_and_large_system_end_soon()
    {
        var watch = Stopwatch.StartNew();
        var (boxes, arrows) = Random(400, 1200);
        LayeredLayout.Place(boxes, arrows);
        LayeredLayout.Place([.. Enumerable.Repeat(new Box(80, 30), 400)], [.. Enumerable.Range(0, 399).Select(static i => new Arrow(i, i + 1, 50))]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static (Box[] Boxes, Arrow[] Arrows) Random(int count, int edges)
    {
        var random = new Random(7);
        return ([.. Enumerable.Range(0, count).Select(_ => new Box(random.Next(80, 200), random.Next(30, 50)))],
            [.. Enumerable.Range(0, edges).Select(_ => new Arrow(random.Next(count), random.Next(count), 60))]);
    }
}
